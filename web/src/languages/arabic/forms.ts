/** The forms that a counted word takes: nothing, one, a pair, 3 to 10, 11 to 99, and from 100 on. */
export interface Forms {
  zero?: string;
  one: string;
  two: string;
  few: (count: number) => string;
  many: (count: number) => string;
}

const rules = new Intl.PluralRules("ar");

/** Says how many, in the form that Arabic has for this number. */
export function counted(count: number, forms: Forms): string {
  switch (rules.select(count)) {
    case "zero":
      return forms.zero ?? forms.many(count);
    case "one":
      return forms.one;
    case "two":
      return forms.two;
    case "few":
      return forms.few(count);
    case "many":
    case "other":
      return forms.many(count);
  }
}
