import { testLetters } from "./harness/suite";

testLetters("web vault");
