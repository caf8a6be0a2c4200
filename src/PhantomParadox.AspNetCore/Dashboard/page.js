// Everything that comes from the market is a stranger's: it is set as text, never as markup.
const every = 1_000;
const seconds = 120;
const patience = 5_000;
const byId = id => document.getElementById(id);
const whole = new Intl.NumberFormat("en");
const sol = new Intl.NumberFormat("en", { minimumFractionDigits: 4, maximumFractionDigits: 4 });
const tenths = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

async function read(path) {
  const reply = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(patience) });
  if (!reply.ok) throw new Error(`The market answers ${reply.status}`);
  return reply.json();
}

function set(id, value) {
  const element = byId(id);
  if (element.textContent !== value) element.textContent = value;
}

function cell(text, kind) {
  const element = document.createElement("td");
  element.textContent = text;
  if (kind) element.className = kind;
  return element;
}

function state(word) {
  const element = cell("");
  const label = document.createElement("span");
  label.className = "state";
  label.dataset.state = word;
  label.textContent = word.replaceAll("_", " ");
  element.append(label);
  return element;
}

// The beginning of an id is its time, so its end tells jobs apart.
function link(id, path, part = "", text = id.slice(-6)) {
  const element = cell("", "id");
  const anchor = document.createElement("a");
  anchor.href = path + encodeURIComponent(id) + part;
  anchor.textContent = text;
  anchor.title = id;
  element.append(anchor);
  return element;
}

function bar(percent) {
  const element = cell("");
  const progress = document.createElement("progress");
  progress.max = 100;
  progress.value = percent;
  progress.setAttribute("aria-label", "Progress");
  element.append(progress);
  return element;
}

function fill(id, items, columns, cells) {
  const rows = items.map(item => {
    const row = document.createElement("tr");
    row.append(...cells(item));
    return row;
  });
  if (rows.length === 0) {
    const none = cell("None at the moment.", "none");
    none.colSpan = columns;
    rows.push(document.createElement("tr"));
    rows[0].append(none);
  }
  byId(id).replaceChildren(...rows);
}

const money = (amount, currency) => cell(currency === "SOL" ? whole.format(amount) : `${whole.format(amount)} µ${currency}`, "number");
const words = item => {
  const element = cell(item.description, "text");
  element.title = item.description.slice(0, 300);
  return element;
};

const rulings = { brains_win: "for the buyer", muscle_win: "for the agent", split: "half each" };
function court(disputes) {
  disputes.sort((one, other) => other.createdAt - one.createdAt);
  fill("disputes", disputes.slice(0, 10), 9, dispute => {
    const paid = dispute.payment;
    const amounts = paid ? [paid.brainsReceives, paid.muscleReceives, paid.juryReward + paid.protocolFee].map(part => whole.format(part)) : ["", "", ""];
    return [
      link(dispute.id, "api/disputes/"), state(dispute.status), cell(dispute.category.replaceAll("_", " ")),
      cell(whole.format(dispute.juryCount), "number"), cell(rulings[dispute.verdict] ?? ""), ...amounts.map(amount => cell(amount, "number")),
      link(dispute.id, "api/disputes/", "/proof", "proof")];
  });
}

const readings = [];
function chart(timestamp, completed) {
  const last = readings.at(-1);
  // A market that started anew counts from 0 again.
  if (last && (completed < last.completed || timestamp <= last.timestamp)) readings.length = 0;
  readings.push({ timestamp, completed });
  while (readings[0].timestamp < timestamp - (seconds + 2) * 1_000) readings.shift();

  const rates = [];
  for (let i = 1; i < readings.length; i++) {
    // Over three seconds, for single ones jump.
    const before = readings[Math.max(0, i - 3)];
    const passed = readings[i].timestamp - before.timestamp;
    if (passed < every / 2) continue;
    rates.push({ age: (timestamp - readings[i].timestamp) / 1_000, rate: (readings[i].completed - before.completed) * 1_000 / passed });
  }
  if (rates.length === 0) return;
  set("rate", tenths.format(rates.at(-1).rate));
  const top = Math.max(1, ...rates.map(one => one.rate));
  const points = rates.map(one => `${(seconds - one.age).toFixed(2)},${(30 - 26 * one.rate / top).toFixed(2)}`);
  byId("chart").querySelector("polyline").setAttribute("points", points.join(" "));
  byId("chart").querySelector("polygon").setAttribute(
    "points", `${(seconds - rates[0].age).toFixed(2)},32 ${points.join(" ")} ${seconds},32`);
}

function figures(live, jobs) {
  set("online", whole.format(live.agents.online));
  set("busy", whole.format(live.agents.busy));
  set("available", whole.format(live.agents.available));
  set("active", whole.format(live.jobs.active));
  set("pending", whole.format(live.jobs.pending));
  set("completed", whole.format(live.jobs.completed));
  set("failed", whole.format(jobs.failed));
  set("cancelled", whole.format(jobs.cancelled));
  set("disputed", whole.format(jobs.disputed));
  set("paid", `${sol.format(live.throughput.totalPayments / 1e9)} SOL`);
  set("lamports", whole.format(live.throughput.totalPayments));
  chart(live.timestamp, live.jobs.completed);
}

async function show() {
  const [live, jobs, open, done, agents, ...disputes] = await Promise.all([
    read("api/stats/live"),
    read("api/stats/jobs"),
    read("api/jobs?limit=10"),
    read("api/jobs?status=completed&limit=10"),
    read("api/agents/online?limit=20"),
    read("api/disputes?limit=10"),
    read("api/disputes?status=resolved&limit=10"),
    read("api/disputes?status=timeout&limit=10"),
  ]);
  figures(live, jobs);
  fill("open", open.jobs, 6, job => [
    link(job.id, "api/jobs/"), cell(job.type), state(job.status), words(job), bar(job.progress), money(job.payment.amount, job.payment.currency)]);
  fill("done", done.jobs, 6, job => [
    link(job.id, "api/jobs/"), cell(job.type), cell(new Date(job.createdAt).toLocaleTimeString()), words(job),
    money(job.payment.paid, job.payment.currency), money(job.payment.amount, job.payment.currency)]);
  fill("agents", agents.agents, 5, agent => [
    link(agent.id, "api/agents/"), state(agent.status), cell(agent.platform), cell([...new Set(agent.capabilities)].join(", "), "text"),
    cell(whole.format(agent.reputation), "number")]);
  court(disputes.flatMap(page => page.disputes));
}

function connection(word, kind) {
  set("connection", word);
  byId("connection").dataset.state = kind;
  byId("online").toggleAttribute("data-old", kind === "lost");
}

let failures = 0;
async function tick() {
  if (!document.hidden) {
    try {
      await show();
      failures = 0;
      connection("live", "live");
    } catch (fault) {
      failures++;
      connection(fault.message.startsWith("The market") ? fault.message : "no connection; trying again", "lost");
    }
  }
  setTimeout(tick, every * Math.min(10, 1 + failures));
}

tick();
