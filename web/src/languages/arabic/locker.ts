import type { locker as french } from "../french/locker";
import { apart } from "../apart";
import { counted } from "./forms";

/** The open locker: shelves, adding, the bin. */
export const locker: typeof french = {
  shelves: {
    id: "الهوية",
    health: "الصحة",
    home: "السكن",
    money: "المال",
    work: "العمل",
    box: "أخرى",
  },

  home: {
    title: "خزانتي",
    say: "هذه خزانتكم. الزر الأصفر يضيف ورقة.",
    shelves: "رفوفي",
    latest: "آخر الأوراق",
    empty: "ورقتكم الأولى تأتي هنا.",
    add: "إضافة ورقة",
    search: "بحث",
    bin: "سلة المهملات",
    more: "المزيد",
    away: "لا شبكة. أوراقكم تبقى على هذا الهاتف.",
    awayShared: "لا شبكة. اتركوا هذه الصفحة مفتوحة.",
    back: "عادت الشبكة.",
    leaving: (day) => `تُحذف خزانتكم يوم ${day}.`,
    leavingLook: "رؤية ذلك أو إلغاؤه",
    moreRows: (more) => `عرض البقية (${more})`,
    shown: (shown, all) => `${shown} من ${all}`,
    safe: "خزانتكم في أمان. تستطيعون فتحها بطريقتين.",
    counted: (papers) =>
      counted(papers, {
        zero: "لا أوراق",
        one: "ورقة واحدة",
        two: "ورقتان",
        few: (count) => `${count} أوراق`,
        many: (count) => `${count} ورقة`,
      }),
    sees: "من يرى",
    seeing: (people) =>
      counted(people, { one: "شخص واحد يرى", two: "شخصان يريان", few: (count) => `${count} أشخاص يرون`, many: (count) => `${count} شخصًا يرون` }),
    helps: "من يساعد",
    helping: (people) =>
      counted(people, { one: "شخص واحد يساعد", two: "شخصان يساعدان", few: (count) => `${count} أشخاص يساعدون`, many: (count) => `${count} شخصًا يساعدون` }),
  },

  shelf: {
    say: (shelf) => `رف ${apart(shelf)}. المسوا ورقة لفتحها.`,
    empty: "هذا الرف فارغ.",
    add: "إضافة ورقة هنا",
    lend: "إعارة هذا الرف",
    change: "تغيير هذا الرف",
  },

  newShelf: {
    title: "رف جديد",
    say: "اكتبوا اسمًا. المسوا رسمًا. ثم الزر الأصفر.",
    name: "اسم الرف",
    picture: "الرسم",
    go: "إنشاء هذا الرف",
    made: "أُنشئ الرف.",
    pictures: {
      family: "عائلة",
      heart: "قلب",
      school: "مدرسة",
      letter: "بريد",
      bike: "دراجة",
      star: "نجمة",
      animal: "حيوان",
      sun: "شمس",
      key: "مفتاح",
    },
  },

  changeShelf: {
    title: "تغيير هذا الرف",
    say: "أعطوه اسمًا آخر، أو ارموا هذا الرف الفارغ.",
    go: "حفظ هذا الاسم",
    trash: "رمي هذا الرف",
    full: "يُرمى الرف عندما يكون فارغًا.",
    trashed: "الرف في سلة المهملات.",
  },

  state: {
    waiting: "تنتظر دورها",
    sealing: "تُقفل بالمفتاح",
    kept: "محفوظة على هذا الهاتف",
    keptOpen: "لم تُرسل بعد",
    sending: (percent) => `إرسال ${percent}%`,
    bar: "إرسال",
    sent: "أُرسلت",
    failed: "لم تُرسل. المسوا للمحاولة من جديد",
    notKept: "لم تُحفظ. المسوا للمحاولة من جديد",
    version: "نسخة جديدة",
    drop: "إزالة",
    dropName: (paper) => `إزالة ${apart(paper)}`,
    stayOpen: "لا يُحفظ شيء على هذا الجهاز. اتركوا هذه الصفحة مفتوحة.",
    stayOpenMore: "الإقفال الآن يُضيع ما لم يُرسل.",
  },

  /** Said when a state changes. */
  live: {
    kept: (paper) => `${apart(paper)}: على هذا الهاتف.`,
    keptOpen: (paper) => `${apart(paper)}: في الانتظار.`,
    arrived: (paper) => `${apart(paper)}: وصلت.`,
    stopped: (paper) => `${apart(paper)}: لم تغادر.`,
  },

  giveUp: {
    title: "إزالة هذه الورقة؟",
    say: "هذه الورقة لم تُرسل. إزالتها تمحوها.",
    what: "لم تُرسل بعد. ليست في أي مكان آخر.",
    whatVersion: "تُمحى هذه النسخة الجديدة. القديمة تبقى.",
    no: "لا، إبقاؤها",
    yes: "نعم، إزالتها",
    done: "أُزيلت الورقة.",
  },

  search: {
    title: "بحث",
    say: "اكتبوا كلمة من الاسم، أو رفًّا.",
    name: "كلمة من الاسم، أو رف",
    found: (papers) =>
      counted(papers, {
        zero: "لم توجد أوراق",
        one: "وُجدت ورقة واحدة",
        two: "وُجدت ورقتان",
        few: (count) => `وُجدت ${count} أوراق`,
        many: (count) => `وُجدت ${count} ورقة`,
      }),
    none: "لا شيء بهذه الكلمات.",
    advice: "جرّبوا كلمة أقصر، أو كلمة واحدة.",
    binned: (papers) =>
      counted(papers, {
        one: "ورقة واحدة في سلة المهملات.",
        two: "ورقتان في سلة المهملات.",
        few: (count) => `${count} أوراق في سلة المهملات.`,
        many: (count) => `${count} ورقة في سلة المهملات.`,
      }),
    bin: "رؤية سلة المهملات",
  },

  add: {
    title: "إضافة ورقة",
    say: "التقطوا صورة، أو اختاروا ملفًا.",
    camera: "التقاط صورة",
    file: "الاختيار من هذا الهاتف",
    size: "50 ميغابايت على الأكثر لكل ورقة.",
    photoName: (day, time) => `صورة ${day}، ${time}`,
  },

  keep: {
    title: "هل تظهر الورقة كاملة؟",
    titleFiles: "أين توضع؟",
    say: "انظروا إلى الورقة. اختاروا رفّها. ثم المسوا الزر الأصفر.",
    chosen: "الأوراق المختارة",
    where: "الرف",
    again: "ورقة أخرى",
    remove: (paper) => `إزالة ${apart(paper)}`,
    lies: (kind) => `في الحقيقة هذا ${kind}. يُحفظ كذلك.`,
    unknown: "هذا الملف يبقى كما هو. لا يُعرض هنا.",
    empty: "هذا الملف فارغ. لا شيء فيه للحفظ.",
    big: "هذا الملف يتجاوز 50 ميغابايت. اختاروا ملفًا أخف.",
    video: "الفيديو يُحفظ ويُنزَّل. لا يُشاهَد هنا.",
    huge: "هذه الصورة كبيرة جدًّا على العرض. هي محفوظة.",
    unreadable: "هذا الملف لا يُقرأ. اختاروه من جديد.",
    go: (papers) =>
      counted(papers, {
        one: "نعم، حفظ هذه الورقة",
        two: "نعم، حفظ ورقتين",
        few: (count) => `نعم، حفظ ${count} أوراق`,
        many: (count) => `نعم، حفظ ${count} ورقة`,
      }),
    none: "تنقص ورقة للحفظ",
    most: (papers) => `${papers} ورقة على الأكثر في كل مرة. الأخرى تنتظر.`,
  },

  kinds: {
    jpeg: "صورة JPEG",
    png: "صورة PNG",
    gif: "صورة GIF",
    webp: "صورة WebP",
    avif: "صورة AVIF",
    heic: "صورة HEIC",
    pdf: "ملف PDF",
    zip: "مجلد مضغوط",
    video: "فيديو",
    text: "نص",
    other: "ملف آخر",
  },

  bin: {
    title: "سلة المهملات",
    say: "هذه الأوراق المرمية. تستطيعون إرجاعها.",
    empty: "سلة المهملات فارغة.",
    restore: "إرجاع",
    restoreName: (paper) => `إرجاع ${apart(paper)}`,
    trashed: "الورقة في سلة المهملات.",
    restored: "عادت الورقة إلى مكانها.",
    undo: "إرجاع",
    since: (day) => `رُميت يوم ${day}`,
    shelves: "الرفوف",
    shelfRestored: "عاد الرف إلى مكانه.",
    delete: "حذف",
    deleteName: (paper) => `حذف ${apart(paper)}`,
    deleted: "حُذفت الورقة.",
    emptyAll: "تفريغ السلة",
    emptied: "أُفرغت السلة.",
  },

  deletePaper: {
    title: "حذف إلى الأبد؟",
    say: "تُمحى الورقة ونسخها. لا رجوع عن ذلك.",
    what: "تُمحى الورقة وكل نسخها.",
    forever: "لا رجوع عن ذلك.",
    no: "لا، إبقاؤها",
    yes: "نعم، حذفها",
  },

  emptyBin: {
    title: "تفريغ سلة المهملات؟",
    say: "تُمحى كل الأوراق المرمية. لا رجوع عن ذلك.",
    what: (papers) =>
      counted(papers, {
        one: "تُمحى ورقة واحدة، مع نسخها.",
        two: "تُمحى ورقتان، مع نسخهما.",
        few: (count) => `تُمحى ${count} أوراق، مع نسخها.`,
        many: (count) => `تُمحى ${count} ورقة، مع نسخها.`,
      }),
    no: "لا، إبقاء الكل",
    yes: "نعم، تفريغها",
    step: (done, of) => `${done} من ${of}`,
    bar: "المحو",
  },
};
