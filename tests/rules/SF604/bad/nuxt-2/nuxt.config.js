export default {
  head: { title: "shop" },
};
