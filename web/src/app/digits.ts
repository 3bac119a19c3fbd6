/** Arabic and Persian digits as 0 to 9, which is how papers and codes here have them; everything else stays as it is. */
export function westernDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (code < 0x06f0 ? 0x0660 : 0x06f0));
  });
}

/** The digits of what was typed. */
export function onlyDigits(text: string): string {
  return westernDigits(text).replace(/\D/g, "");
}
