import { apart, ended } from "../apart";
import type { lent as french } from "../french/lent";
import { counted } from "./forms";

const papersOf = (papers: number) =>
  counted(papers, {
    zero: "لا أوراق",
    one: "ورقة واحدة",
    two: "ورقتان",
    few: (count) => `${count} أوراق`,
    many: (count) => `${count} ورقة`,
  });

/** What others lend, and what is handed in to them or asked of them. */
export const lent: typeof french = {
  lent: {
    title: "يُعار لي",
    say: "هذا ما يُعار لكم. ما ينتهي قريبًا في الأعلى.",
    count: (people) =>
      counted(people, {
        zero: "لا أحد يعيركم شيئًا.",
        one: "شخص واحد يعيركم شيئًا.",
        two: "شخصان يعيرانكم شيئًا.",
        few: (count) => `${count} أشخاص يعيرونكم شيئًا.`,
        many: (count) => `${count} شخصًا يعيرونكم شيئًا.`,
      }),
    soon: (loans) =>
      counted(loans, {
        one: "إعارة واحدة تنتهي اليوم.",
        two: "إعارتان تنتهيان اليوم.",
        few: (count) => `${count} إعارات تنتهي اليوم.`,
        many: (count) => `${count} إعارة تنتهي اليوم.`,
      }),
    none: "لا أحد يعيركم شيئًا الآن.",
    over: "انتهى",
    overLine: (day, time) => `انتهى يوم ${day}، ${time}. لا ترون شيئًا بعد الآن.`,
    backLine: "انتهى. لا ترون شيئًا بعد الآن.",
    papers: papersOf,
    shelves: (shelves) =>
      counted(shelves, {
        zero: "لا رفوف",
        one: "رف واحد",
        two: "رفّان",
        few: (count) => `${count} رفوف`,
        many: (count) => `${count} رفًّا`,
      }),
    locker: "كل الخزانة",
    entries: (lines) =>
      counted(lines, {
        one: "سطر من القائمة",
        two: "سطران من القائمة",
        few: (count) => `${count} أسطر من القائمة`,
        many: (count) => `${count} سطرًا من القائمة`,
      }),
    for: (what, purpose) => `${what}، من أجل ${apart(purpose)}`,
    and: " و",
    today: (time) => `اليوم، ${time}`,
    unknown: "شخص لا تعرفونه",
    homeRow: "يُعار لي",
  },

  rail: {
    title: "مكان المهنيين",
    loans: "يُعار لي",
    asked: "طلباتي",
    deposits: "إيداعاتي",
    waiting: "للنظر فيه",
    own: "خزانتي",
    close: "إقفال الجلسة",
    choose: "المسوا شخصًا لرؤية أوراقه.",
  },

  loan: {
    say: (name) => `هذا ما يعيره لكم ${name}.`,
    sentence: (what, day, time) => `مُعار لكم: ${what}، حتى ${day}، ${time}.`,
    sentenceFor: (what, purpose, day, time) => `مُعار لكم: ${what}، من أجل ${apart(purpose)}، حتى ${day}، ${time}.`,
    rights: {
      read: "تستطيعون القراءة والحفظ والطباعة.",
      add: "تستطيعون القراءة وإضافة أوراق.",
      edit: "تستطيعون القراءة والإضافة والتغيير والترتيب.",
      manage: "تستطيعون كل شيء، والإعارة بدوركم.",
    },
    written: "كل فتح يُكتب في سجل صاحبها.",
    closed: "باقي الخزانة مقفل عليكم.",
    open: "فتح",
    openName: (paper) => `فتح ${apart(paper)}`,
    added: (day) => `من يوم ${day}`,
    none: "لا توجد أوراق هنا الآن.",
    line: (name) => ended(`سطر من قائمة ${name}`),
    lineMine: "هذا السطر عنكم.",
    lineChanged: "غيّر شخص آخر هذا السطر.",
    lineUnread: "لا يمكن قراءة هذا السطر الآن.",
    confirmed: "مؤكّدة",
    unconfirmed: "غير مؤكّدة",
    confirmedBy: "مؤكّدة من صاحبها",
    unconfirmedBy: "غير مؤكّدة من صاحبها",
    overTitle: "انتهت هذه الإعارة",
    over: (name) => `ما أعاره لكم ${name} أُقفل.`,
    overPaper: (paper) => `«${apart(paper)}» أُقفلت. لا ترون شيئًا بعد الآن.`,
    overBack: "رؤية ما يُعار لي",
  },

  lentPaper: {
    say: (paper, name) => `هذه ${apart(paper)}، معارة من ${name}.`,
    from: (name) => `معارة من ${name}`,
    until: (day, time) => `حتى ${day}، ${time}`,
    unconfirmedMore: "أضافها أو غيّرها شخص آخر. اسألوا صاحبها.",
    kept: "النسخة المحفوظة تبقى على هذا الحاسوب. امحوها بعد ذلك.",
  },

  handIn: {
    title: "إيداع ورقة",
    for: (name) => `إيداع ورقة إلى ${name}`,
    say: "اختاروا ملفًا. الشخص يقبله أو يرفضه.",
    lead: (name) => `القبول أو الرفض بيد ${name}.`,
    choose: "اختيار ملف",
    go: "إيداع هذه الورقة",
    other: "اختيار ملف آخر",
    bar: "الإيداع",
    sending: (percent) => `الإرسال ${percent}%`,
    done: "أُودعت.",
    next: (name) => `الورقة تنتظر في الخزانة. القرار بيد ${name}.`,
    blind: "بعد الإيداع لا ترونها.",
    again: "إيداع ورقة أخرى",
    who: "لمن؟",
    nobody: "لم يقل أحد أين تودعون له.",
    unreachable: "هذا الشخص لم يقل أين تودعون له.",
  },

  asked: {
    title: "ما طلبته",
    say: "هذا ما طلبتموه وأودعتموه، والأجوبة.",
    asks: "طُلب",
    hands: "أُودع",
    none: "لم تطلبوا شيئًا بعد.",
    noneHanded: "لم تودعوا شيئًا بعد.",
    theirs: "القبول أو الرفض قرار الشخص. هو وحده يعرف.",
    go: "طلب أوراق",
    more: "طلب ورقة أخرى",
    waits: "في انتظار جواب",
    lapsed: "بلا جواب",
    answered: (day) => `الجواب يوم ${day}`,
    refused: "لا",
    asked: (day) => `طُلب يوم ${day}`,
    handed: (day) => `أُودع يوم ${day}`,
    purpose: (purpose) => `من أجل ${apart(purpose)}`,
    papers: "ورقة ورقة",
    yes: "نعم",
    no: "لا",
  },

  ask: {
    title: "طلب أوراق",
    say: "قولوا أي أوراق، ولماذا، وحتى متى.",
    who: "ممّن؟",
    papers: "أي أوراق؟",
    paper: (place) => `ورقة ${place}`,
    morePapers: "ورقة أخرى",
    remove: (place) => `إزالة الورقة ${place}`,
    purpose: "من أجل ماذا؟",
    purposeHint: "مثال: ملف السكن",
    until: "حتى متى؟",
    go: (papers) =>
      counted(papers, {
        zero: "طلب أوراق",
        one: "طلب ورقة واحدة",
        two: "طلب ورقتين",
        few: (count) => `طلب ${count} أوراق`,
        many: (count) => `طلب ${count} ورقة`,
      }),
    missingWho: "ينقص الشخص",
    missingPaper: "تنقص ورقة",
    missingPurpose: "ينقص السبب",
    done: "أُرسل الطلب. الجواب يصل هنا.",
    decides: "الشخص يجيب ورقة ورقة. يستطيع أن يقول لا.",
    nobody: "التقوا بالشخص أولًا: «من يساعدني».",
  },

  untils: {
    tonight: "هذا المساء",
    week: "7 أيام",
    month: "شهر واحد",
    quarter: "3 أشهر",
    year: "سنة واحدة",
    whole: "كما طُلب",
  },
};
