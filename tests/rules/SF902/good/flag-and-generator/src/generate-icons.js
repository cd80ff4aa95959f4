import fs from "node:fs";

const names = fs.readdirSync("icons");
fs.writeFileSync("icons.js", `document.createElement(${JSON.stringify(names)}); window.icons = true;`);
