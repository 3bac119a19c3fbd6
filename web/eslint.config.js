import js from "@eslint/js";
import * as espree from "espree";
import tseslint from "typescript-eslint";

const ciphers = [
  "@noble/*",
  "@noble/**",
  "@scure/base",
  "age-encryption",
  "hash-wasm",
];

const cipherNames = [
  { name: "crypto", message: "Ciphers and randomness come from src/protocol/hazmat." },
];

export default tseslint.config(
  { ignores: ["dist", "node_modules", "src/api/types.ts", "scripts/*.d.ts"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["eslint.config.js", "vite.config.ts", "vitest.config.ts", "scripts/*.js", "public/*.js"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: "error",
      // French sets no-break spaces before signs; they belong in texts.
      "no-irregular-whitespace": ["error", { skipStrings: true, skipTemplates: true }],
      "no-restricted-globals": ["error", "event", "name"],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-non-null-assertion": "error",
      // `const { left, ...rest } = …` is how a key is left out.
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/dot-notation": "off",
    },
  },
  // Features call envelopes, never primitives: only hazmat knows a cipher.
  {
    files: ["src/**/*.{ts,tsx}"],
    ignores: ["src/protocol/hazmat/**"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [{ group: ciphers, message: "Primitives are used in src/protocol/hazmat only." }] }],
      "no-restricted-globals": ["error", "event", "name", ...cipherNames],
    },
  },
  // The page knows no cipher and no protocol: it speaks to the worker over the bridge.
  {
    files: ["src/app/**/*.{ts,tsx}", "src/languages/**/*.ts", "src/bridge/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ciphers, message: "Primitives are used in src/protocol/hazmat only." },
            { regex: "/(protocol|worker|api)/(?!main\\.ts\\?worker&url$)", message: "Code on the page reaches the locker over src/bridge only." },
          ],
        },
      ],
    },
  },
  {
    files: ["**/*.js"],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } },
  },
  // Read by browsers of any age.
  {
    files: ["public/**/*.js"],
    languageOptions: {
      parser: espree,
      ecmaVersion: 5,
      sourceType: "script",
      globals: {
        ...Object.fromEntries(["window", "document", "Worker", "WebAssembly", "BigInt", "TextEncoder", "ReadableStream", "Intl"].map((word) => [word, "readonly"])),
      },
    },
    rules: { "@typescript-eslint/prefer-for-of": "off", "@typescript-eslint/no-unused-vars": ["error", { caughtErrors: "none" }], "@typescript-eslint/consistent-type-imports": "off" },
  },
  {
    files: ["tests/**/*.ts"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
);
