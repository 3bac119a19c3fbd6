import type { account as french } from "../french/account";
import { counted } from "./forms";

/** What belongs to the whole account and to this device. */
export const account: typeof french = {
  more: {
    title: "المزيد",
    say: "هنا تغيّرون اللغة، أو تتركون هذا الجهاز.",
    leave: "ترك هذا الجهاز",
    leaveWhy: "هذا الجهاز ينسى خزانتكم. أوراقكم تبقى في أمان.",
    unsent: (papers) =>
      counted(papers, {
        one: "ورقة واحدة لم تُرسل بعد.",
        two: "ورقتان لم تُرسلا بعد.",
        few: (count) => `${count} أوراق لم تُرسل بعد.`,
        many: (count) => `${count} ورقة لم تُرسل بعد.`,
      }),
    address: "عنوان الخزانة",
  },
};
