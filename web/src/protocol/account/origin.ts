/** Scheme, host and port unless default; lower case; no slash at the end (§5). */
export function isOrigin(text: string): boolean {
  if (!/^https?:\/\//.test(text)) return false;
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
}
