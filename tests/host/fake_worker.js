// Stands in for the worker: keeps what the page sends, says what the test tells it to.
window.fakeWorker = { started: null, sent: [], terminated: false };

window.Worker = class {
  constructor(url) {
    window.fakeWorker.url = String(url);
    window.fakeWorker.say = (messages) => this.onmessage({ data: JSON.stringify(messages) });
    window.fakeWorker.breakDown = (message) => this.onerror({ message });
  }
  postMessage(data) {
    if (typeof data === "string") window.fakeWorker.sent.push(...JSON.parse(data));
    else window.fakeWorker.started = data;
  }
  terminate() {
    window.fakeWorker.terminated = true;
  }
};
