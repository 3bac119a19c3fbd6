/** Managing ways in: one part of the program, which comes when it is used. */
export * from "../http/ways-api";
export * from "./list";
export * from "./passkey";
export * from "./pin";
export * from "./renew";
export * from "./test";
