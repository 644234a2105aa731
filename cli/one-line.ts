export { oneLine, visible } from "../provider/run/one-line";
