const sendReceipt = async (address) => {
  await fetch('http://mail', { method: 'POST', body: address });
};

module.exports = { sendReceipt };
