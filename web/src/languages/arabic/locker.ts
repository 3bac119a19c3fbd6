import type { locker as french } from "../french/locker";
import { apart, counted } from "./forms";

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
    bin: "سلة المهملات",
    more: "المزيد",
    safe: "خزانتكم في أمان. تستطيعون فتحها بطريقتين.",
    counted: (papers) =>
      counted(papers, {
        zero: "لا أوراق",
        one: "ورقة واحدة",
        two: "ورقتان",
        few: (count) => `${count} أوراق`,
        many: (count) => `${count} ورقة`,
      }),
  },

  shelf: {
    say: (shelf) => `رف ${apart(shelf)}. المسوا ورقة لفتحها.`,
    empty: "هذا الرف فارغ.",
    add: "إضافة ورقة هنا",
  },

  state: {
    waiting: "تنتظر دورها",
    sealing: "تُقفل بالمفتاح",
    sending: (percent) => `إرسال ${percent}%`,
    bar: "إرسال",
    sent: "أُرسلت",
    failed: "لم تُرسل. المسوا للمحاولة من جديد",
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
    unreadable: "هذا الملف لا يُقرأ. اختاروه من جديد.",
    go: (papers) =>
      counted(papers, {
        one: "نعم، حفظ هذه الورقة",
        two: "نعم، حفظ ورقتين",
        few: (count) => `نعم، حفظ ${count} أوراق`,
        many: (count) => `نعم، حفظ ${count} ورقة`,
      }),
    none: "تنقص ورقة للحفظ",
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
  },
};
