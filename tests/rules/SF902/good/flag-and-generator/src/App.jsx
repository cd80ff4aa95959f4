export const App = () => (import.meta.env.VITE_ALLOW_OWN_API_KEY === "true" ? <p>Your own key</p> : <p>Ours</p>);
