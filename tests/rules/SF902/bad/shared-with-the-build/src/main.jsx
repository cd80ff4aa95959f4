import { createRoot } from "react-dom/client";

import { notes } from "../plugins/index.jsx";

createRoot(document.getElementById("root")).render(<p>{notes().name}</p>);
