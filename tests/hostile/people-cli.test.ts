import { testPeople } from "./harness/suite";

testPeople("command line");
