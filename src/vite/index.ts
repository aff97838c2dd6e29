export { agents } from "./plugin.js";
