import { apart } from "../apart";
import type { requests as french } from "../french/requests";
import { counted } from "./forms";

/** What others hand in, ask or propose, and what they did: to be answered, or known. */
export const requests: typeof french = {
  waiting: {
    title: "للنظر فيه",
    say: "هذا ما ينتظر جوابكم.",
    none: "لا شيء ينتظر.",
    brought: (name) => `وصلتكم ورقة من ${name}`,
    asks: (name, papers) =>
      counted(papers, {
        one: `تُطلب منكم ورقة واحدة، من ${name}`,
        two: `تُطلب منكم ورقتان، من ${name}`,
        few: (count) => `تُطلب منكم ${count} أوراق، من ${name}`,
        many: (count) => `تُطلب منكم ${count} ورقة، من ${name}`,
      }),
    proposesEntry: (name) => `اقتراح من ${name}: أن يكون في قائمتكم`,
    proposesReferent: (name) => `اقتراح من ${name}: تنسيق المساعدة`,
    asksReferent: (name) => `يُطلب منكم تنسيق المساعدة، من ${name}`,
    answered: (name) => `وصل جواب ${name} على طلبكم`,
    accepted: (name) => `جواب ${name}: نعم`,
    declined: (name) => `جواب ${name}: لا`,
    ends: (name) => `توقُّف ${name}`,
    on: (day, time) => `يوم ${day}، ${time}`,
  },

  handedIn: {
    say: (name) => `وصلتكم ورقة من ${name}. تقبلونها أو لا.`,
    where: "أين توضع؟",
    accept: "قبول",
    refuse: "رفض",
    accepted: (shelf) => `وُضعت الورقة في ${apart(shelf)}.`,
    undo: "رميها",
    binned: "وُضعت الورقة في سلة المهملات.",
    refuseTitle: "رفض هذه الورقة؟",
    refuseSay: "تُمحى الورقة. المسوا لا لتركها.",
    refuseWhat: (name) => `تُمحى الورقة. يمكن أن تعود من ${name}.`,
    no: "لا، تركها",
    yes: "نعم، رفضها",
    refused: "رُفضت الورقة.",
    gone: "هذه الورقة لم تعد تنتظر.",
    unverified: "لم تتحققوا من هذا الشخص. انظروا قبل القبول.",
  },

  request: {
    title: (papers) =>
      counted(papers, {
        one: "تُطلب منكم ورقة واحدة",
        two: "تُطلب منكم ورقتان",
        few: (count) => `تُطلب منكم ${count} أوراق`,
        many: (count) => `تُطلب منكم ${count} ورقة`,
      }),
    say: (papers) =>
      counted(papers, {
        one: "تُطلب منكم ورقة واحدة. نعم أو لا.",
        two: "تُطلب منكم ورقتان. نعم أو لا، لكل ورقة.",
        few: (count) => `تُطلب منكم ${count} أوراق. نعم أو لا، لكل ورقة.`,
        many: (count) => `تُطلب منكم ${count} ورقة. نعم أو لا، لكل ورقة.`,
      }),
    for: (purpose, day) => `من أجل ${apart(purpose)}، حتى ${day}.`,
    theirWords: "هذه كلماته. لم يتحقق منها أحد.",
    yes: "نعم",
    no: "لا",
    yours: "ورقتكم:",
    change: "تغيير",
    changeName: (asked) => `تغيير الورقة المقابلة لـ${apart(asked)}`,
    noAll: "لا لكل شيء",
    review: (papers) =>
      counted(papers, {
        one: "المراجعة، بورقة واحدة",
        two: "المراجعة، بورقتين",
        few: (count) => `المراجعة، بـ${count} أوراق`,
        many: (count) => `المراجعة، بـ${count} ورقة`,
      }),
    reviewNone: "المراجعة، بلا أوراق",
    missing: (answers) =>
      counted(answers, {
        one: "ينقص جواب واحد",
        two: "ينقص جوابان",
        few: (count) => `تنقص ${count} أجوبة`,
        many: (count) => `ينقص ${count} جوابًا`,
      }),
    unverified: "غير متحقَّق منه: لا شيء يُعار.",
    pickTitle: "أي ورقة؟",
    pickSay: (asked) => `اختاروا ورقتكم المقابلة لـ${apart(asked)}.`,
    pickFor: (asked) => `المطلوب: ${apart(asked)}`,
    pickFind: "البحث في أوراقي",
    pickNone: "لا أوراق هنا. أجيبوا بلا، أو أضيفوها أولًا.",
    gone: "هذا الطلب لم يعد ينتظر.",
  },

  review: {
    title: "أراجع، ثم أقرر",
    sentence: (papers, name, day) =>
      counted(papers, {
        one: `أعير ورقة واحدة إلى ${name}، حتى ${day}.`,
        two: `أعير ورقتين إلى ${name}، حتى ${day}.`,
        few: (count) => `أعير ${count} أوراق إلى ${name}، حتى ${day}.`,
        many: (count) => `أعير ${count} ورقة إلى ${name}، حتى ${day}.`,
      }),
    nothing: (name) => `لا أعير شيئًا إلى ${name}.`,
    for: (purpose) => `من أجل ${apart(purpose)}.`,
    refused: (papers) =>
      counted(papers, {
        one: "لا لورقة واحدة.",
        two: "لا لورقتين.",
        few: (count) => `لا لـ${count} أوراق.`,
        many: (count) => `لا لـ${count} ورقة.`,
      }),
    stops: "ينتهي ذلك وحده.",
    back: "أستطيع الاسترجاع في أي وقت.",
    seen: "ما شوهد يبقى مشاهَدًا.",
    until: "حتى متى؟",
    no: "لا، أراجع",
    yes: "نعم، أعير",
    yesNothing: "نعم، أقول لا",
    done: (day) => `تمت الإعارة، حتى ${day}.`,
  },

  sayNo: {
    title: "لا لكل شيء؟",
    say: "لا شيء يُعار. لا شيء آخر يتغيّر.",
    what: "لا شيء يُعار. لا شيء آخر يتغيّر.",
    motive: "لماذا؟ فقط إن أردتم.",
    no: "لا، أراجع",
    yes: "نعم، أقول لا",
    done: "قلتم لا. لا شيء يُعار.",
  },

  proposal: {
    entryTitle: (name) => `اقتراح مساعدة من ${name}`,
    entrySay: "هذا الشخص يقترح أن يكون في قائمة من يساعدكم.",
    entryWhat: "في قائمتكم يُقرأ هذا:",
    entryMeans: "الوجود في القائمة لا يفتح أي ورقة.",
    referentTitle: (name) => `اقتراح تنسيق من ${name}`,
    referentSay: "هذا الشخص يقترح أن يكون مرجعكم.",
    referentMeans: "المرجع ينسّق المساعدة. أنتم أحرار في قول لا.",
    askedTitle: (name) => `طلب تنسيق من ${name}`,
    askedSay: "هذا الشخص يطلب أن تكونوا مرجعه.",
    askedMeans: "أنتم أحرار. قول لا لا يُنقص هذا الشخص شيئًا.",
    noLoss: "قول لا لا يُنقص شيئًا.",
    motive: "كلمة جواب؟ فقط إن أردتم.",
    no: "لا",
    yes: "نعم",
    accepted: "قلتم نعم.",
    declined: "قلتم لا. لا شيء آخر يتغيّر.",
    theirMotive: (motive) => `كلماته: «${apart(motive)}»`,
  },

  letter: {
    answerTitle: (name) => `جواب ${name}`,
    answer: (yes, of) => `نعم لـ${yes} من ${of}.`,
    acceptedTitle: (name) => `جواب ${name}: نعم`,
    declinedTitle: (name) => `جواب ${name}: لا`,
    endTitle: (name) => `توقُّف ${name}`,
    endReferent: "هذا الشخص لم يعد مرجعكم.",
    endEntry: "هذا الشخص لم يعد يساعدكم.",
    endedReferent: "لم تعودوا مرجعه.",
    endedEntry: "لم تعودوا في قائمته.",
    successor: "هذا الشخص يستطيع أن يكمل:",
    successorFree: "لا شيء مفتوح له. أنتم تقررون.",
    writeDown: "كتابته على قائمتي",
    understood: "فهمت",
  },

  block: {
    waiting: (waiting) =>
      counted(waiting, {
        one: "شيء واحد ينتظر جوابكم.",
        two: "شيئان ينتظران جوابكم.",
        few: (count) => `${count} أشياء تنتظر جوابكم.`,
        many: (count) => `${count} شيئًا ينتظر جوابكم.`,
      }),
    first: (name) => `فُتحت إحدى أوراقكم لأول مرة، بيد ${name}.`,
    told: "هذا ما تقوله الخدمة.",
    who: "من يرى ماذا",
    lent: (people) =>
      counted(people, {
        one: "شخص واحد يعيركم شيئًا.",
        two: "شخصان يعيرانكم شيئًا.",
        few: (count) => `${count} أشخاص يعيرونكم شيئًا.`,
        many: (count) => `${count} شخصًا يعيرونكم شيئًا.`,
      }),
  },

  acts: {
    gone: "ورقة محذوفة",
    quote: (name) => `«${name}»`,
    opened: (name, paper) => `فُتحت ${paper}، بيد ${name}.`,
    told: "حسب الخدمة",
    first: "أول مرة",
    takeBack: "استرجاع",
    takeBackName: (name) => `استرجاع ما أعيره إلى ${name}`,
    takeBackWhat: (name) => `استرجاع كل ما أعيره إلى ${name}؟`,
    no: "لا",
    yes: "نعم، استرجاع",
    takenBack: (name) => `استُرجع كل شيء. ${name} لا يرى شيئًا بعد الآن.`,
  },
};
