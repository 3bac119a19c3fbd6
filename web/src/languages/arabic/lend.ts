import { apart } from "../apart";
import type { lend as french } from "../french/lend";
import { counted } from "./forms";

const papers = (count: number) =>
  counted(count, { zero: "لا أوراق", one: "ورقة واحدة", two: "ورقتين", few: (few) => `${few} أوراق`, many: (many) => `${many} ورقة` });

/** Lending, and who sees what. */
export const lend: typeof french = {
  lend: {
    next: "متابعة",
    back: "تغيير",
    paper: "إعارة",
    papers,
    shelves: (shelves) => counted(shelves, { one: "رف واحد", two: "رفين", few: (count) => `${count} رفوف`, many: (count) => `${count} رفًا` }),
    all: "خزانتي كلها",
    one: (name) => `«${apart(name)}»`,
    at: (name, organisation) => `${apart(name)} (${apart(organisation)})`,
  },

  lendWho: {
    title: "لمن أعير؟",
    say: "المسوا الشخص. ثم الزر الأصفر.",
    none: "التقوا أولًا بشخص. بعدها يمكنكم إعارته.",
    other: "شخص آخر، أمامي",
    missing: "المسوا شخصًا",
  },

  lendWhat: {
    title: "ماذا أعير؟",
    say: "المسوا ما تعيرونه. ثم الزر الأصفر.",
    to: (name) => `إلى ${apart(name)}`,
    kind: "ماذا",
    papers: "أوراق",
    shelves: "رف",
    all: "كل شيء",
    none: "ورقتكم الأولى تأتي هنا.",
    noShelf: "يُعار الرف عندما تكون فيه ورقة.",
    add: "إضافة ورقة",
    later: "ما تضعونه فيه لاحقًا يُرى أيضًا.",
    everything: "كل أوراقكم، أوراق اليوم وأوراق الغد.",
    not: "قائمة من يساعدكم تبقى مخفية.",
    find: "بحث عن ورقة",
    may: "هذا الشخص يستطيع",
    rights: {
      read: "الرؤية فقط",
      add: "الرؤية وإضافة أوراق",
      edit: "الترتيب معي",
      manage: "إدارة الخزانة معي",
    },
    rightsWhy: {
      read: "لا شيء يتغير في خزانتكم.",
      add: "ما يضيفه يحمل اسمه.",
      edit: "الإضافة والتسمية والنقل والرمي. لا شيء غير ذلك.",
      manage: "الترتيب والرمي والإجابة والإعارة، باسمه هو.",
    },
    rightsOf: {
      papers: { edit: "الرؤية والتغيير" },
      shelves: { edit: "الرؤية والإضافة والتغيير", manage: "إدارة هذا الرف معي" },
      all: {},
    },
    rightsWhyOf: {
      papers: { edit: "التسمية والاستبدال والرمي، باسمه هو." },
      shelves: { edit: "التسمية والاستبدال والرمي، باسمه هو.", manage: "التغيير والرمي والإعارة، باسمه هو." },
      all: {},
    },
    missing: "المسوا ورقة",
    missingShelf: "المسوا رفًا",
    go: (what) => `متابعة مع ${what}`,
  },

  lendWhy: {
    title: "لماذا، وحتى متى؟",
    say: "المسوا لماذا وحتى متى. ثم الزر الأصفر.",
    why: "لماذا؟",
    reasons: { daily: "كل يوم", home: "السكن", money: "المساعدات", health: "الصحة", work: "العمل", id: "الإقامة", other: "غير ذلك…" },
    purposes: { daily: "حياتي اليومية", home: "سكني", money: "مساعداتي", health: "صحتي", work: "عملي", id: "إقامتي" },
    words: "قولوا لماذا، بكلمات قليلة",
    until: "حتى متى؟",
    ends: { hour: "ساعة واحدة", evening: "هذا المساء", week: "7 أيام", tenDays: "10 أيام", month: "شهر واحد", year: "سنة واحدة", eighteen: "في 18", day: "يوم…" },
    day: "آخر يوم",
    end: (day, time) => `النهاية: ${day}، ${time}. ينتهي ذلك وحده.`,
    missingWhy: "المسوا لماذا",
    missingWords: "قولوا لماذا",
    missingDay: "اختاروا يومًا",
    missingBirth: "اختاروا تاريخ ميلادكم",
    birth: "تاريخ ميلادي",
    birthStays: "لا يُحفظ ولا يُرسَل.",
    far: "تدوم الإعارة 10 سنوات على الأكثر. اختاروا يومًا أقرب.",
    isOver: "هذا اليوم مضى.",
    isEighteen: "عمركم 18 سنة من قبل. اختاروا نهاية أخرى.",
  },

  lendRead: {
    title: "القراءة قبل قول نعم",
    sentence: (what, whom, why, day) => ["أعير ", what, " إلى ", whom, "، من أجل ", why, "، حتى ", day, "."],
    sentenceHour: (what, whom, why, time) => ["أعير ", what, " إلى ", whom, "، من أجل ", why, "، حتى الساعة ", time, "."],
    sentenceManage: (whom, why, day) => ["أدير خزانتي مع ", whom, "، من أجل ", why, "، حتى ", day, "."],
    sentenceEdit: (whom, why, day) => ["أتعلم إدارة خزانتي مع ", whom, "، من أجل ", why, "، حتى ", day, "."],
    sentenceChange: (what, whom, why, end, short) => ["أسمح لـ ", whom, " بتغيير ", what, "، من أجل ", why, short ? "، حتى الساعة " : "، حتى ", end, "."],
    sentenceShelf: (what, whom, why, end, short) => ["أدير ", what, " مع ", whom, "، من أجل ", why, short ? "، حتى الساعة " : "، حتى ", end, "."],
    listen: "الاستماع إلى هذه الجملة",
    known: {
      scanned: "تعرفون بعضكم وجهًا لوجه.",
      vouched: "مؤسسته تضمنه.",
      invited: "تعرفون بعضكم عبر رابط.",
      unverified: "هذا الشخص غير مؤكد.",
    },
    may: {
      read: ["هذا الشخص يستطيع الرؤية."],
      add: ["هذا الشخص يستطيع الرؤية.", "ويستطيع إضافة أوراق."],
      edit: ["هذا الشخص يرى ويضيف ويرتب ويرمي.", "كل شيء يحمل اسمه في سجلكم."],
      manage: ["هذا الشخص يرى ويضيف ويرتب ويرمي.", "ويجيب عن الودائع ويعير للآخرين.", "كل شيء يحمل اسمه في سجلكم."],
    },
    mayNot: {
      read: "لا يستطيع التغيير ولا الإعارة.",
      add: "لا يستطيع الرمي ولا الإعارة.",
      edit: "لا يستطيع الإعارة ولا الإجابة ولا الحذف.",
      manage: "لا يستطيع حذف الخزانة ولا فتحها مكانكم.",
    },
    mayOf: {
      papers: { edit: ["هذا الشخص يرى ويسمي ويستبدل ويرمي.", "كل شيء يحمل اسمه في سجلكم."] },
      shelves: { manage: ["هذا الشخص يرى ويضيف ويرتب ويرمي.", "ويعير هذه الأوراق للآخرين.", "كل شيء يحمل اسمه في سجلكم."] },
      all: {},
    },
    mayNotOf: {
      papers: { edit: "لا يستطيع الإعارة ولا رؤية شيء آخر." },
      shelves: { edit: "لا يستطيع الإعارة ولا الحذف ولا رؤية شيء آخر.", manage: "لا يستطيع الحذف ولا رؤية شيء آخر." },
      all: {},
    },
    back: "يمكنني الاسترداد قبل ذلك. ما رُئي يبقى مرئيًا.",
    no: "لا",
    yes: "نعم، أعير",
    done: (what, whom) => `تمت الإعارة: ${what}، إلى ${whom}.`,
    gone: "شيء ما ناقص. عودوا إلى البداية.",
  },

  sees: {
    title: "من يرى ماذا",
    say: (count) =>
      counted(count, {
        zero: "لا أحد يرى أوراقكم.",
        one: "شخص واحد يرى أوراقًا. لمسة واحدة تستردها.",
        two: "شخصان يريان أوراقًا. لمسة واحدة تستردها.",
        few: (few) => `${few} أشخاص يرون أوراقًا. لمسة واحدة تستردها.`,
        many: (many) => `${many} شخصًا يرون أوراقًا. لمسة واحدة تستردها.`,
      }),
    nobody: "لا أحد غيركم يرى أوراقكم.",
    somebody: (count) =>
      counted(count, {
        one: "شخص واحد يرى شيئًا. لا أحد غيره.",
        two: "شخصان يريان شيئًا. لا أحد غيرهما.",
        few: (few) => `${few} أشخاص يرون شيئًا. لا أحد غيرهم.`,
        many: (many) => `${many} شخصًا يرون شيئًا. لا أحد غيرهم.`,
      }),
    lend: "إعارة أوراق",
    all: "الخزانة كلها",
    shelf: (name) => `رف ${apart(name)}`,
    entry: "اسم من قائمتي",
    gonePaper: "ورقة محذوفة",
    goneShelf: "رف محذوف",
    rights: { read: "يستطيع الرؤية.", add: "يستطيع الرؤية والإضافة.", edit: "يستطيع الرؤية والإضافة والتغيير.", manage: "يدير الخزانة معكم." },
    rightsOf: { paper: { edit: "يستطيع الرؤية والتغيير.", manage: "يستطيع الرؤية والتغيير والإعارة." }, shelf: { manage: "يدير هذا الرف معكم." }, locker: {}, entry: {} },
    purpose: (purpose) => `من أجل ${apart(purpose)}`,
    by: (name) => `أعاره ${apart(name)} باسمكم.`,
    from: (day) => `ابتداء من ${day}`,
    left: {
      minutes: (count) => counted(count, { one: "بقيت دقيقة واحدة", two: "بقيت دقيقتان", few: (few) => `بقيت ${few} دقائق`, many: (many) => `بقيت ${many} دقيقة` }),
      hours: (count) => counted(count, { one: "بقيت ساعة واحدة", two: "بقيت ساعتان", few: (few) => `بقيت ${few} ساعات`, many: (many) => `بقيت ${many} ساعة` }),
      days: (count) => counted(count, { one: "بقي يوم واحد", two: "بقي يومان", few: (few) => `بقيت ${few} أيام`, many: (many) => `بقي ${many} يومًا` }),
    },
    until: (day) => `حتى ${day}`,
    bar: "الوقت الباقي",
    takeBack: "استرداد",
    takeBackName: (what, whom) => `استرداد ${what} من ${whom}`,
    taken: (whom) => `تم الاسترداد من ${whom}. ما رُئي يبقى مرئيًا.`,
    takeAll: "استرداد كل شيء",
    caution: "ما رُئي يبقى مرئيًا. لكن لا شيء يُفتح بعد الآن.",
    over: "انتهى",
    again: "إعارة من جديد",
    againName: (what, whom) => `إعارة من جديد: ${apart(what)} إلى ${apart(whom)}`,
    overAt: (day, time) => `انتهى يوم ${day}، ${time}`,
    reads: "ما فُتح",
    readsWhy: "من فتحه، ومتى.",
    undone: "تم الاسترداد.",
  },

  takeAll: {
    title: "استرداد كل شيء؟",
    say: "المسوا نعم: لا أحد يرى شيئًا بعد ذلك.",
    what: (count) =>
      counted(count, {
        zero: "لا أحد يرى شيئًا.",
        one: "شخص واحد لن يرى شيئًا بعد الآن.",
        two: "شخصان لن يريا شيئًا بعد الآن.",
        few: (few) => `${few} أشخاص لن يروا شيئًا بعد الآن.`,
        many: (many) => `${many} شخصًا لن يروا شيئًا بعد الآن.`,
      }),
    how: "يحدث هذا حالًا. يمكنكم الإعارة من جديد.",
    no: "لا",
    yes: "نعم، استرداد الكل",
    done: "تم استرداد كل شيء. ما رُئي يبقى مرئيًا.",
  },

  reads: {
    title: "ما فُتح",
    say: "من فتح أوراقكم، بحسب الخدمة.",
    none: "لم يُفتح شيء.",
    one: (who, name) => `${who}: فتح «${apart(name)}».`,
    gone: (who) => `${who}: فتح ورقة محذوفة.`,
    service: "بحسب الخدمة",
  },

  moved: {
    lose: (who) => `لن يرى هذه الورقة: ${who}.`,
    gain: (who) => `سيرى هذه الورقة هناك: ${who}.`,
  },
};
