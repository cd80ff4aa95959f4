import React from "react";
import { createRoot } from "react-dom/client";
import { Rows } from "./Rows.jsx";

createRoot(document.getElementById("root")).render(<Rows />);
