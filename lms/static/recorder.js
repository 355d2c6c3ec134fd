/* Beside a field for a sound file, a button that records one and puts it there, as if it had been chosen.
   Without this file, or without a microphone, a file is chosen; telephones can record there, too. */
"use strict";
(() => {
  if (!navigator.mediaDevices || !window.MediaRecorder || !window.DataTransfer) return;
  const MOST = 600;  // seconds, where the field says nothing else (data-most)
  const FORMS = ["audio/mp4;codecs=mp4a.40.2", "audio/webm;codecs=opus", "audio/mp4", "audio/ogg"];
  const ICONS = new URL("icons.svg", document.currentScript.src).pathname;

  function made(name, parts) {
    return Object.assign(document.createElement(name), parts);
  }
  function drawn(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `${ICONS}#${name}`);
    svg.append(use);
    return svg;
  }

  function offer(field) {
    if (field.dataset.recorder) return;
    field.dataset.recorder = "on";
    const button = made("button", { type: "button", className: "btn" });
    const time = made("bdi", { className: "code", hidden: true });
    const told = made("span", { className: "small" });
    const sound = made("audio", { controls: true, hidden: true });
    const row = made("p", { className: "row recorder" });
    told.setAttribute("role", "status");
    sound.setAttribute("aria-label", field.dataset.record);
    row.append(button, time, told);
    field.after(row, sound);
    let recorder = null, stream = null, asking = false, began = 0, ticking = 0, address = "";

    function show(recording) {
      button.replaceChildren(drawn(recording ? "stop" : "mic"), recording ? field.dataset.stop : field.dataset.record);
      time.hidden = !recording;
    }
    function tick() {
      const seconds = Math.floor((Date.now() - began) / 1000);
      time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      if (seconds >= Number(field.dataset.most || MOST)) stop();
    }
    function keep(pieces, form) {
      const kind = form.split(";")[0];
      const ending = { "audio/mp4": "m4a", "audio/ogg": "ogg" }[kind] || "webm";
      const file = new File(pieces, `recording.${ending}`, { type: kind });
      const chosen = new DataTransfer();
      chosen.items.add(file);
      field.files = chosen.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    async function start() {
      if (asking) return;  // a second tap while the microphone is asked for
      asking = true;
      told.textContent = "";
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      } catch (error) {
        told.textContent = field.dataset.denied || error.message;
        return;
      } finally {
        asking = false;
      }
      const form = FORMS.find(one => MediaRecorder.isTypeSupported(one)) || "";
      const pieces = [];
      recorder = new MediaRecorder(stream, form ? { mimeType: form, audioBitsPerSecond: 48000 } : {});
      recorder.addEventListener("dataavailable", event => pieces.push(event.data));
      recorder.addEventListener("stop", () => keep(pieces, recorder.mimeType || form));
      began = Date.now();
      recorder.start();
      ticking = setInterval(tick, 500);
      tick();
      show(true);
    }
    function stop() {
      if (!stream) return;
      clearInterval(ticking);
      recorder.stop();
      for (const track of stream.getTracks()) track.stop();
      stream = null;
      show(false);
    }
    /* What was chosen or recorded can be heard before it is sent. */
    field.addEventListener("change", () => {
      if (address) URL.revokeObjectURL(address);
      address = field.files.length ? URL.createObjectURL(field.files[0]) : "";
      sound.hidden = !address;
      if (address) sound.src = address;
    });
    button.addEventListener("click", () => (stream ? stop() : start()));
    window.addEventListener("pagehide", stop);
    show(false);
  }

  function look() {
    for (const field of document.querySelectorAll("input[type=file][data-record]")) offer(field);
  }
  look();
  document.addEventListener("htmx:afterSettle", look);
})();
