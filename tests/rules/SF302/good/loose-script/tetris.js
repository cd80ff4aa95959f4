async function drop() {
  await playTune("drop");
}

setInterval(() => {
  drop();
}, 500);
