import { TOOLCHAINS } from "../../tools/toolchains";
import { testToolchains } from "./support/cells";

testToolchains(TOOLCHAINS.filter(({ inEveryRun }) => !inEveryRun));
