import { testLetters } from "./harness/suite";

testLetters("command line");
