import type { paper as french } from "../french/paper";
import { apart } from "../apart";

/** One paper. */
export const paper: typeof french = {
  paper: {
    say: "هذه ورقتكم. هي نسخة، وليست الأصل.",
    copy: "نسخة، وليست الأصل",
    opening: "الورقة تُفتح…",
    big: "عرض كبير",
    turn: "تدوير",
    save: "نسخ",
    saveFile: "حفظ على هذا الجهاز",
    print: "طباعة",
    printPage: "طباعة هذه الصفحة",
    printPageWhy: "صفحة واحدة في كل مرة.",
    rename: "تسمية",
    move: "ترتيب",
    trash: "رمي",
    more: "المزيد",
    notShown: "هذه الورقة لا تُعرض هنا بعد. تستطيعون حفظها.",
    brokenPicture: "هذه الصورة لا تُعرض. تستطيعون حفظها.",
    altered: (paper) => `«${apart(paper)}» تالفة: لا يُعرض منها شيء.`,
    alteredMore: "أوراقكم الأخرى تُفتح. أخبروا مكتب الاستقبال.",
    saveCaution: "تبقى نسخة على هذا الجهاز.",
    added: (day) => `أُضيفت يوم ${day}`,
  },

  rename: {
    title: "اسم آخر",
    say: "اكتبوا الاسم الجديد للورقة.",
    name: "اسم الورقة",
    go: "حفظ هذا الاسم",
    long: "هذا الاسم طويل جدًّا. اختصروه.",
  },

  move: {
    title: "أين توضع؟",
    say: "المسوا الرف. ثم المسوا الزر الأصفر.",
    go: (shelf) => `وضعها في ${apart(shelf)}`,
    here: "الورقة هنا",
  },

  paperMore: {
    title: "هذه الورقة",
    say: "بدّلوا هذه الورقة، أو انظروا نسخها، أو ارموها.",
    replace: "تبديل",
    replaceWhy: "بصورة أو ملف أحدث.",
    versions: "النسخ",
    versionsWhy: "رؤية نسخة قديمة أو استرجاعها.",
    trash: "رمي",
    trashWhy: "تذهب إلى سلة المهملات. تستطيعون إرجاعها.",
    lend: "إعارة",
    lendWhy: "تختارون لمن وحتى متى.",
  },

  replace: {
    title: "نسخة جديدة",
    say: "التقطوا صورة، أو اختاروا ملفًا. النسخة القديمة تبقى.",
    lead: "النسخة القديمة تبقى في «النسخ».",
    go: "نعم، تبديلها",
    none: "تنقص ورقة للحفظ",
    done: "حُفظت النسخة الجديدة.",
  },

  versions: {
    title: "النسخ",
    say: "هذه نسخ الورقة، الأحدث في الأعلى.",
    version: (version) => `النسخة ${version}`,
    current: "النسخة الحالية",
    line: (day, size) => `${day}، ${size} ميغابايت`,
    only: "لهذه الورقة نسخة واحدة.",
    restore: "استرجاع هذه النسخة",
    restored: "عادت هذه النسخة هي الحالية.",
    of: (paper, version) => `${apart(paper)}، النسخة ${version}`,
  },
};
