import type { Texts } from "../texts";

/** What a person reads when something is refused, by the stable code of the refusal. */
export const arabicRefusals: Texts["refusals"] = {
  /* The network and the service */
  network: "الشبكة مقطوعة. حاولوا بعد قليل.",
  unavailable: "الخدمة متوقفة قليلًا. حاولوا بعد قليل.",
  too_many_tries: "محاولات كثيرة. انتظروا قليلًا، ثم حاولوا.",
  disk_full: "لا مكان في الخدمة. لم يضع شيء. حاولوا لاحقًا.",
  internal: "لم ينجح ذلك. حاولوا من جديد.",

  /* Opening */
  sign_in_refused: "هذا الاسم وهذه الكلمات لا تفتح شيئًا. تحقّقوا منها.",
  handle: "اسم الخزانة بحروف لاتينية، ينتهي بـ4 أرقام. مثال: nadia4821.",
  words_unknown: "تلزم خمس كلمات من القائمة. تحقّقوا منها.",
  words_ambiguous: "اكتبوا كل كلمة كاملة.",
  card_group: "في إحدى المجموعات خطأ. انظروا إلى بطاقتكم.",
  card_check: "هذه المجموعات لا تتوافق. تحقّقوا من ترتيبها.",
  card_refused: "هذه البطاقة لا تفتح شيئًا هنا. تحقّقوا من العنوان.",
  other_origin: "هذه البطاقة لعنوان آخر.",
  no_session: "أُقفلت خزانتكم. افتحوها من جديد.",
  locked: "خزانتكم مقفلة. افتحوها من جديد.",

  /* Creating */
  sign_up_closed: "الخزائن الجديدة مغلقة هنا.",
  sign_up_code: "ليس هذا الرمز الصحيح. اطلبوه من مكتب الاستقبال.",
  handle_taken: "هذا الاسم مأخوذ. المسوا «اسم آخر».",

  /* Papers */
  quota_reached: "خزانتكم ممتلئة. هذه الورقة لم تُحفظ.",
  too_large: "هذا كبير جدًّا على خزانتكم.",
  empty_file: "هذا الملف فارغ. لا شيء فيه للحفظ.",
  not_found: "هذه الورقة لم تعد هنا.",
  act_refused: "الخدمة ترفض هذا التغيير. تحقّقوا من ساعة هذا الجهاز.",
  conflict: "جهاز آخر يغيّر الشيء نفسه. حاولوا من جديد.",
  altered: "هذه الورقة تالفة: لا يُعرض منها شيء.",

  /* A service that doesn't keep its promises */
  rolled_back: "الخدمة تعرض خزانة قديمة. لا نلمس شيئًا.",
  fork: "الخدمة تعرض تاريخًا آخر. لا نلمس شيئًا.",
  altered_log: "الخدمة تعرض خزانة مغيَّرة. تبقى مقفلة.",
  origin_refused: "هذه الصفحة من عنوان آخر. تحقّقوا من العنوان.",
  browser: "هذا المتصفح قديم جدًّا. جرّبوا غيره.",
};
