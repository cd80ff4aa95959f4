// a form
"use client";

export function Ask() {
  const send = () => fetch("https://api.openai.com", { headers: { Authorization: `${process.env.NEXT_PUBLIC_OPENAI_API_KEY}` } }); // expect: SF902
  return <button onClick={send}>{process.env.NEXT_PUBLIC_SITE_NAME}</button>;
}
