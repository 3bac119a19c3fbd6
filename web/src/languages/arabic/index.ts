import type { Texts } from "../texts";
import { door } from "./door";
import { counted } from "./forms";
import { hide } from "./hide";
import { locker } from "./locker";
import { paper } from "./paper";
import { arabicRefusals } from "./refusals";
import { viewer } from "./viewer";
import { ways } from "./ways";

/**
 * Plain modern Arabic: short sentences in the present tense. The plural addresses people, as "vous" does, without asking
 * whether they are men or women; the person's own acts are verbal nouns or "my". Digits are 0 to 9.
 */
export const arabic: Texts = {
  brand: "Armoire",
  wait: "لحظة…",
  tools: {
    back: "رجوع",
    listen: "استماع",
    silence: "إيقاف",
    lock: "إقفال",
    hide: "إخفاء",
  },

  ...door,
  ...locker,
  ...paper,
  ...hide,
  ...viewer,
  ...ways,

  trouble: {
    title: "الخزانة تبقى مقفلة",
    again: "محاولة من جديد",
    code: (code) => `لمكتب الاستقبال: \u2068${code}\u2069`,
  },

  refusals: arabicRefusals,

  exactly: {
    words_unknown: (word) => `الكلمة ${word} ليست في القائمة. انظروا إليها.`,
    words_ambiguous: (word) => `اكتبوا الكلمة ${word} كاملة.`,
    card_group: (group) => `في المجموعة ${group} خطأ. انظروا إلى بطاقتكم.`,
    too_many_tries: (minutes) =>
      counted(minutes, {
        one: "محاولات كثيرة. انتظروا دقيقة واحدة.",
        two: "محاولات كثيرة. انتظروا دقيقتين.",
        few: (count) => `محاولات كثيرة. انتظروا ${count} دقائق.`,
        many: (count) => `محاولات كثيرة. انتظروا ${count} دقيقة.`,
      }),
  },
};
