const fs = require("fs");
const { DOMParser } = require("@xmldom/xmldom");

exports.addRow = (path, text) => {
  const page = new DOMParser().parseFromString(fs.readFileSync(path, "utf8"), "text/xml");
  page.documentElement.appendChild(page.createElement("row")).textContent = text;
  return page;
};
