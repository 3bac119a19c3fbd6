import { apart, ended } from "../apart";
import type { acting as french } from "../french/acting";
import { counted } from "./forms";

/** What one does in somebody else's locker; several lockers in one account; what one receives and stops. */
export const acting: typeof french = {
  acting: {
    whose: (name) => `خزانة ${name}`,
    notYours: "ليست خزانتكم.",
    heldBy: (name) => `${name} يعتني بها، ويُدخلكم إليها.`,
    seen: (name) => `${name} يرى ذلك، ويرى أنه منكم.`,
    no: "لا",
    gone: "هذه الورقة لم تعد هنا، أو لم تعد معارة.",
    more: "ما تستطيعون فعله",
  },

  lentAdd: {
    title: "إضافة ورقة",
    go: "إضافة ورقة",
    what: (name) => ended(`تضيفون ورقة إلى خزانة ${name}`),
    camera: "أخذ صورة",
    file: "اختيار ملف",
    other: "اختيار ملف آخر",
    where: "على أي رف؟",
    missing: "المسوا رفًّا",
    nowhere: "لا رف مفتوح لإضافاتكم.",
    yes: "نعم، إضافة",
    done: (name) => ended(`الورقة في طريقها إلى خزانة ${name}`),
    undo: "رميها",
    undone: "لم تعد الورقة هناك.",
    deposit: "إيداع ورقة للقبول",
  },

  lentRename: {
    row: "تغيير الاسم",
    title: "تغيير اسم هذه الورقة",
    what: (name) => ended(`تغيّرون اسم ورقة في خزانة ${name}`),
    name: "الاسم الجديد",
    yes: "نعم، تغيير الاسم",
    done: "صار للورقة اسم آخر.",
    undone: "عاد للورقة اسمها السابق.",
  },

  lentMove: {
    row: "الوضع في مكان آخر",
    title: "الوضع في مكان آخر",
    what: (name) => ended(`تضعون ورقة في مكان آخر، في خزانة ${name}`),
    here: "الورقة هنا.",
    missing: "المسوا رفًّا آخر",
    yes: "نعم، ضعها هناك",
    done: "وُضعت الورقة في مكان آخر.",
    undone: "عادت الورقة إلى مكانها.",
    sight: "قد يراها هناك آخرون، أو لا يرونها بعد.",
  },

  lentReplace: {
    row: "استبدال",
    title: "استبدال هذه الورقة",
    what: (name) => ended(`تستبدلون ورقة في خزانة ${name}`),
    before: "الورقة السابقة تبقى بين نسخها.",
    missing: "اختاروا ملفًا",
    yes: "نعم، استبدال",
    done: "الورقة الجديدة في طريقها. السابقة تبقى بين نسخها.",
  },

  lentTrash: {
    row: "رمي",
    title: "رمي هذه الورقة؟",
    what: (name) => ended(`ترمون ورقة في خزانة ${name}`),
    back: "تذهب إلى سلة هذه الخزانة. يمكن أن تعود منها.",
    yes: "نعم، رمي",
    done: "الورقة في سلة هذه الخزانة.",
    undo: "إعادتها",
    undone: "عادت الورقة.",
  },

  lockers: {
    title: "الخزائن التي أعتني بها",
    own: "خزانتي",
    here: "أنتم هنا",
  },

  run: {
    waiting: (name) => `للنظر فيه من أجل ${name}`,
    waitingWhy: "أوراق أُحضرت.",
    waits: (papers) =>
      counted(papers, {
        zero: "لا شيء ينتظر.",
        one: "ورقة واحدة تنتظر جوابًا.",
        two: "ورقتان تنتظران جوابًا.",
        few: (count) => `${count} أوراق تنتظر جوابًا.`,
        many: (count) => `${count} ورقة تنتظر جوابًا.`,
      }),
    lend: (name) => `الإعارة من أجل ${name}`,
    lendWhy: "لشخص تعرفونه.",
    lent: (name) => `ما أعيره من أجل ${name}`,
    lentWhy: "رؤيته واسترجاعه.",
  },

  runWaiting: {
    none: "لا شيء ينتظر في هذه الخزانة.",
    say: (name) => ended(`هذا ما ينتظر في خزانة ${name}`),
    accept: (name) => ended(`تضعون ورقة في خزانة ${name}`),
    refuse: (name) => ended(`ترفضون ورقة من أجل ${name}`),
    accepted: (shelf, name) => ended(`وُضعت الورقة في ${apart(shelf)}، من أجل ${name}`),
    refused: (name) => ended(`رُفضت الورقة من أجل ${name}`),
  },

  runLend: {
    title: (name) => `الإعارة من أجل ${name}`,
    say: (name) => ended(`قولوا لمن، وماذا، ولماذا، وحتى متى. هذه أوراق ${name}`),
    who: "لمن؟",
    nobody: "التقوا بالشخص أولًا: «من يساعدني».",
    what: "ماذا؟",
    none: "لا ورقة للإعارة.",
    find: "البحث عن ورقة",
    purpose: "من أجل ماذا؟",
    purposeHint: "مثال: ملف السكن",
    until: "حتى متى؟",
    missingWho: "ينقص الشخص",
    missingWhat: "تنقص ورقة",
    missingPurpose: "ينقص السبب",
    go: "مراجعة",
    readTitle: "المراجعة قبل قول نعم",
    sentence: (papers, owner, to, why, day) => {
      const what = counted(papers, {
        one: "ورقة واحدة",
        two: "ورقتين",
        few: (count) => `${count} أوراق`,
        many: (count) => `${count} ورقة`,
      });
      return ended(`تعيرون ${what} من خزانة ${owner} إلى ${to}، من أجل ${apart(why)}، حتى ${day}`);
    },
    may: (name) => `${name} يستطيع أن يرى. لا شيء آخر.`,
    yes: "نعم، أعير",
    done: (name) => ended(`أُعيرت إلى ${name}`),
    undo: "استرجاع",
    undone: "استُرجعت.",
  },

  runLent: {
    say: (name) => `هذا ما تعيرونه من أجل ${name}. لمسة واحدة تسترجعه.`,
    none: "لا تعيرون شيئًا في هذه الخزانة.",
    takeBack: "استرجاع",
    takeBackName: (what, name) => `استرجاع ${apart(what)} من ${name}`,
    done: (name) => ended(`استُرجع من ${name}`),
  },

  giveBack: {
    row: "إعادة ما يُعار لي",
    rowWhy: "لن تروا شيئًا بعد ذلك.",
    title: "إعادة هذه الإعارة؟",
    what: (name) => `لن تروا شيئًا في خزانة ${name} بعد ذلك.`,
    told: (name) => `${name} يرى ذلك في سجله.`,
    again: "إعارة جديدة وحدها تفتحها لكم من جديد.",
    no: "لا",
    yes: "نعم، إعادة",
    done: (name) => ended(`أُعيد إلى ${name}`),
  },

  leaving: {
    row: "أغادر هذه الخدمة",
    rowWhy: "إخبار من تساعدونهم.",
    rowOne: (name) => `لم أعد أساعد ${name}`,
    rowOneWhy: "قول ذلك، وإعادة ما أُعير.",
    say: "قولوا من يتابع بعدكم، إن عرفتم. ثم راجعوا.",
    whom: "من يُخبَر",
    none: "لستم على أي قائمة، ولا يُعار لكم شيء.",
    entry: "أنتم على قائمته.",
    loans: "ترون من أوراقه.",
    successor: "من يتابع؟",
    successorHint: "كل شخص يقرر. لا شيء يُفتح وحده.",
    name: "اسمه",
    organisation: "خدمته",
    reach: "هاتف أو عنوان",
    motive: "كلمة، إن أردتم",
    go: "مراجعة",
    readTitle: "المراجعة قبل قول نعم",
    told: (people) =>
      counted(people, {
        zero: "لا أحد بقي ليُخبَر.",
        one: "شخص واحد يُخبَر اليوم.",
        two: "شخصان يُخبَران اليوم.",
        few: (count) => `${count} أشخاص يُخبَرون اليوم.`,
        many: (count) => `${count} شخصًا يُخبَرون اليوم.`,
      }),
    ends: "ما يُعار لكم يُقفل فورًا.",
    list: "على قائمته تصيرون بين من ساعدوا من قبل.",
    next: (name) => `تقترحون ${apart(name)} للمتابعة. لا شيء يُفتح: كل شخص يقرر.`,
    nobody: "لا تقترحون أحدًا للمتابعة.",
    no: "لا",
    yes: "نعم، أغادر",
    yesOne: "نعم، أتوقف",
    done: "قيل ذلك. أُعيد كل شيء.",
    some: (name) => `لم يُخبَر ${name} بعد. المسوا نعم للمحاولة من جديد.`,
  },

  sight: {
    look: "النظر إلى هذه الورقة",
    lookWhy: "قبل القرار.",
    say: (name) => `هذه الورقة التي أحضرها ${name}. ما زالت تنتظر.`,
    waits: "هذه الورقة تنتظر. ليست في الخزانة بعد.",
    decide: "الرجوع والقرار",
  },

  blocking: {
    block: "حظر هذا الشخص",
    blocked: (name) => `${name} لا يستطيع أن يرسل إليكم شيئًا بعد الآن.`,
    lends: "ما تعيرونه له يبقى معارًا.",
    undo: "رفع الحظر",
    undone: "رُفع الحظر.",
    title: "أشخاص محظورون",
    say: "هؤلاء لا يستطيعون إرسال شيء إليكم. لمسة واحدة ترفع الحظر.",
    rowWhy: "لا يستطيعون إرسال شيء إليكم.",
    none: "لا أحد محظور.",
    unblock: "رفع الحظر",
    unblockName: (name) => `رفع الحظر عن ${name}`,
    unblocked: (name) => `${name} يستطيع أن يرسل إليكم من جديد.`,
  },

  seen: {
    one: (name) => `${name} سيراها.`,
    more: (name, others) =>
      counted(others, {
        one: `${name} وشخص آخر سيرونها.`,
        two: `${name} وشخصان آخران سيرونها.`,
        few: (count) => `${name} و${count} أشخاص آخرين سيرونها.`,
        many: (count) => `${name} و${count} شخصًا آخر سيرونها.`,
      }),
  },
};
