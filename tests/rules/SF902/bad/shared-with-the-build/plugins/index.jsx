import { readFileSync } from "fs"; // expect: SF902 warning

import { renderToString } from "react-dom/server";

// Writes the notes into the page when the bundle is made.
export const notes = () => ({
  name: "notes",
  transform: () => renderToString(<pre>{readFileSync("NOTES.md", "utf8")}</pre>),
});
