import fs from "fs";

export default { server: { https: { key: fs.readFileSync(process.env.PRIVATE_KEY) } } };
