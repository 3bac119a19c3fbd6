import { testMeetings } from "./harness/suite";

testMeetings("command line");
