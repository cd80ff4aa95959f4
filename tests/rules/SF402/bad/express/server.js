const express = require("express");

const app = express();

app.post("/price", (order, done) => {
  step6(order, (error, found6) => {
    step5(order, (error, found5) => {
      step4(order, (error, found4) => {
        step3(order, (error, found3) => {
          step2(order, (error, found2) => {
            step1(order, (error, found1) => { // expect: SF402 warning
              done();
            });
          });
        });
      });
    });
  });
});

app.post("/total", (order, done) => {
  step4(order, (error, found4) => {
    step3(order, (error, found3) => {
      step2(order, (error, found2) => {
        step1(order, (error, found1) => { // expect: SF402 info
          done();
        });
      });
    });
  });
});

app.listen(3000);
