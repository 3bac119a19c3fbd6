import type { viewer as french } from "../french/viewer";
import { apart } from "../apart";

/** A paper on the screen: its pages, nearer and farther, and why it isn't shown. */
export const viewer: typeof french = {
  viewer: {
    opening: "الورقة تُفتح…",
    frame: (paper) => `صفحات «${apart(paper)}»`,
    tools: "النظر إلى الورقة",
    page: (page, pages) => `الصفحة ${page} من ${pages}`,
    previous: "السابقة",
    next: "التالية",
    nearer: "تكبير",
    farther: "تصغير",
    locked: "لهذه الورقة كلمة سر.",
    password: "كلمة سر الورقة",
    passwordStays: "تبقى على هذا الجهاز.",
    unlock: "فتح هذه الورقة",
    wrong: "ليست هذه كلمة السر. حاولوا مرة أخرى.",
    partial: "في هذه الصفحة صورة أكبر من أن تُعرض.",
    big: "هذه الصورة أكبر من هذه الشاشة. تستطيعون حفظها.",
    heic: "هذه الصورة بصيغة HEIC. احفظوها لرؤيتها.",
    trouble: {
      away: "قارئ PDF لا يصل. تحققوا من الشبكة.",
      slow: "ملف PDF هذا ثقيل على هذا الجهاز. تستطيعون حفظه.",
      broken: "ملف PDF هذا تالف. تستطيعون حفظه.",
      page: "هذه الصفحة تالفة. تستطيعون حفظ الورقة.",
    },
  },
};
