import type { browser as french } from "../french/browser";

/** Said before any language is chosen, where the page can't start. */
export const browser: typeof french = {
  title: "الخزانة لا تُفتح هنا",
  script: "JavaScript متوقف. تحتاج إليه الخزانة لتُفتح.",
  old: "هذا المتصفح قديم جدًّا. جرّبوا Firefox أو Chrome محدَّثًا.",
  insecure: "هذا العنوان غير محميّ. يجب أن يبدأ بـhttps.",
  partial: "لم تصل الصفحة كاملة. حمّلوها من جديد.",
  reload: "تحميل من جديد",
};
