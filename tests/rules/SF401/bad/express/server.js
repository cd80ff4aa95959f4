const express = require("express");

const app = express();

app.post("/price", (req, res) => {
  res.json({ price: find(req.body) + extra(req.body) });
});

function find(order) { // expect: SF401 warning
  while (order) {
    if (order.kind === "k0" && order.size > 0) {
      for (const line of order.lines) {
        if (line) {
          return 0;
        }
      }
    }
    if (order.kind === "k1" && order.size > 1) {
      for (const line of order.lines) {
        if (line) {
          return 1;
        }
      }
    }
    if (order.kind === "k2" && order.size > 2) {
      for (const line of order.lines) {
        if (line) {
          return 2;
        }
      }
    }
    if (order.kind === "k3" && order.size > 3) {
      for (const line of order.lines) {
        if (line) {
          return 3;
        }
      }
    }
    if (order.kind === "k4" && order.size > 4) {
      for (const line of order.lines) {
        if (line) {
          return 4;
        }
      }
    }
    if (order.kind === "k5" && order.size > 5) {
      for (const line of order.lines) {
        if (line) {
          return 5;
        }
      }
    }
    if (order.kind === "k6" && order.size > 6) {
      for (const line of order.lines) {
        if (line) {
          return 6;
        }
      }
    }
    if (order.kind === "k7" && order.size > 7) {
      for (const line of order.lines) {
        if (line) {
          return 7;
        }
      }
    }
    if (order.kind === "k8" && order.size > 8) {
      for (const line of order.lines) {
        if (line) {
          return 8;
        }
      }
    }
    if (order.kind === "k9" && order.size > 9) {
      for (const line of order.lines) {
        if (line) {
          return 9;
        }
      }
    }
    if (order.kind === "k10" && order.size > 10) {
      for (const line of order.lines) {
        if (line) {
          return 10;
        }
      }
    }
    if (order.kind === "k11" && order.size > 11) {
      for (const line of order.lines) {
        if (line) {
          return 11;
        }
      }
    }
    if (order.kind === "k12" && order.size > 12) {
      for (const line of order.lines) {
        if (line) {
          return 12;
        }
      }
    }
  }
  return 0;
}

function extra(order) { // expect: SF401 info
  switch (order.kind) {
    case "k0":
      return 0;
    case "k1":
      return 1;
    case "k2":
      return 2;
    case "k3":
      return 3;
    case "k4":
      return 4;
    case "k5":
      return 5;
    case "k6":
      return 6;
    case "k7":
      return 7;
    case "k8":
      return 8;
    case "k9":
      return 9;
    case "k10":
      return 10;
    case "k11":
      return 11;
    case "k12":
      return 12;
    case "k13":
      return 13;
    case "k14":
      return 14;
    case "k15":
      return 15;
    case "k16":
      return 16;
    case "k17":
      return 17;
    case "k18":
      return 18;
    case "k19":
      return 19;
    case "k20":
      return 20;
    case "k21":
      return 21;
    case "k22":
      return 22;
    case "k23":
      return 23;
    case "k24":
      return 24;
    case "k25":
      return 25;
    case "k26":
      return 26;
    case "k27":
      return 27;
    case "k28":
      return 28;
    case "k29":
      return 29;
    case "k30":
      return 30;
    case "k31":
      return 31;
    case "k32":
      return 32;
    case "k33":
      return 33;
    case "k34":
      return 34;
    case "k35":
      return 35;
    case "k36":
      return 36;
    case "k37":
      return 37;
    case "k38":
      return 38;
    case "k39":
      return 39;
    case "k40":
      return 40;
    case "k41":
      return 41;
    case "k42":
      return 42;
    case "k43":
      return 43;
    case "k44":
      return 44;
    case "k45":
      return 45;
    case "k46":
      return 46;
    case "k47":
      return 47;
    case "k48":
      return 48;
    case "k49":
      return 49;
    case "k50":
      return 50;
    case "k51":
      return 51;
    default:
      return 0;
  }
}

app.listen(3000);
