import { notes } from "./plugins/index.jsx";

export default { plugins: [notes()] };
