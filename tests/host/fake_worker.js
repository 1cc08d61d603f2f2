// Stands in for the worker: keeps what the page sends, says what the test tells it to.
const fakeWorker = {
  started: null,
  sent: [],
  terminated: false,
  // Whether signs of life are given when asked for.
  alive: true,
  // A test may answer messages by itself, some milliseconds later.
  answer: () => null,
  answerAfter: 15,
};
window.fakeWorker = fakeWorker;

window.Worker = class {
  constructor(url) {
    fakeWorker.url = String(url);
    fakeWorker.say = (messages) => this.onmessage?.({ data: JSON.stringify(messages) });
    fakeWorker.breakDown = (message) => this.onerror?.({ message });
  }
  postMessage(data) {
    if (typeof data !== "string") {
      fakeWorker.started = data;
      return;
    }
    if (data === "ping") {
      if (fakeWorker.alive) this.onmessage({ data: "pong" });
      return;
    }
    for (const message of JSON.parse(data)) {
      fakeWorker.sent.push(message);
      const answer = fakeWorker.answer(message);
      if (answer) setTimeout(() => fakeWorker.say(answer), fakeWorker.answerAfter);
    }
  }
  terminate() {
    fakeWorker.terminated = true;
  }
};
