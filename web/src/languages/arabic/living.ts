import { apart } from "../apart";
import type { living as french } from "../french/living";

/** How one lives with the locker, and the list on paper. */
export const living: typeof french = {
  mode: {
    title: "خزانتي وأنا",
    say: "ثلاث طرق. تغيّرون متى شئتم.",
    lead: "تغيّرون متى شئتم.",
    now: "اليوم",
    choose: "اختيار الشخص",
    another: "إضافة شخص",
    goName: (go, mode) => `${go}: ${mode}`,
    alone: { name: "وحدي", why: "لا أحد غيري يرتب هنا." },
    with: { name: "أتعلم مع شخص", why: "هذا الشخص يرى ويضيف ويرتب معي." },
    run: { name: "شخص يهتم بها معي", why: "هذا الشخص يرتب ويجيب ويعير، باسمه هو." },
    takeAllName: (names) => `استرداد كل شيء من ${names}`,
    takeAllWhy: "حالًا. لا يُعلَن شيء قبل ذلك.",
    taken: (names) => `تم استرداد كل شيء من ${names}. ما رُئي يبقى مرئيًا.`,
    seesWhy: "الإعارات الأخرى لا تتغير.",
  },

  ended: {
    title: "انتهى كما كان مقررًا",
    say: "انتهت هذه الإعارة. يمكنكم صنع مفاتيح جديدة.",
    what: (who, day) => `${who}: لا وصول إلى خزانتكم منذ ${day}.`,
    go: "صنع مفاتيح جديدة",
    seen: "ما رُئي يبقى مرئيًا.",
    why: "ربما يعرف أحد كلماتكم أو بطاقتكم. غيّروها.",
    words: "كلمات جديدة",
    wordsWhy: "القديمة لا تفتح شيئًا بعد الآن.",
    card: "بطاقة جديدة",
    cardWhy: "القديمة لا تفتح شيئًا بعد الآن.",
    modeWhy: "وحدكم، أو مع شخص.",
  },

  listOut: {
    row: "حفظ قائمتي",
    rowWhy: "على ورق، أو في الهاتف.",
    title: "قائمتي",
    say: "هذه قائمتكم. اطبعوها أو احفظوا جهات الاتصال.",
    heading: "من يساعدني",
    referent: "المرجع",
    before: "مع من ساعدوني سابقًا",
    print: "طباعة قائمتي",
    save: "حفظ جهات الاتصال",
    saveOne: "حفظ جهة الاتصال هذه",
    saveOneWhy: "في دليل الهاتف.",
    caution: "خارج الخزانة، يستطيع آخرون قراءة هذه القائمة.",
    file: "من يساعدني",
  },

  journalFilter: {
    title: "عرض",
    all: "كل شيء",
    saw: "فُتح",
    wrote: "كُتب",
    lent: "أُعير",
    who: "من",
    everybody: "الجميع",
    me: "أنا",
    none: "لا شيء من هذا هنا.",
  },

  twoHistories: {
    what: (name) => `الخدمة تُري ${apart(name)} تاريخًا آخر لخزانتكم.`,
    then: "ما يأتي من هذا الشخص لا يُؤخذ به. قارنوا وجهًا لوجه.",
  },
};
