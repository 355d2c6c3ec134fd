/* A tap on the picture of a question puts a place there: the one whose numbers were written in last, or
   the first that has none. Without this file the numbers are typed. */
"use strict";
(() => {
  let last = null;
  const spots = () => [...document.querySelectorAll("[data-spot]")];
  const fields = spot => [...spot.querySelectorAll("input")];

  function look() {
    const how = document.getElementById("places_how");
    if (how) how.hidden = false;
  }
  function put(event) {
    const picture = event.target.closest("#places img");
    if (!picture) return;
    const spot = spots().find(one => one.id && one.id === last) || spots().find(one => one === last)
      || spots().find(one => !fields(one)[0].value) || spots()[0];
    if (!spot) return;
    const box = picture.getBoundingClientRect();
    const part = (at, from, size) => String(Math.min(100, Math.max(0, Math.round(1000 * (at - from) / size) / 10)));
    const [x, y] = fields(spot);
    x.value = part(event.clientX, box.left, box.width);
    y.value = part(event.clientY, box.top, box.height);
    draw(spots().indexOf(spot), x.value, y.value, fields(spot)[2].value || "8", box);
    x.focus({ preventScroll: true });
  }
  function draw(at, x, y, radius, box) {
    const svg = document.querySelector("#places svg");
    const before = svg.querySelector(`[data-drawn="${at}"]`);
    const circle = document.createElementNS("http://www.w3.org/2000/svg", "ellipse");
    const rise = parseFloat(radius) * box.width / box.height;
    const sides = { cx: x, cy: y, rx: radius, ry: rise, "data-drawn": at };
    for (const [name, value] of Object.entries(sides)) circle.setAttribute(name, value);
    if (before) circle.setAttribute("class", before.getAttribute("class"));
    before?.remove();
    svg.append(circle);
  }
  document.addEventListener("focusin", event => { last = event.target.closest("[data-spot]") || last; });
  document.addEventListener("click", put);
  document.addEventListener("htmx:afterSettle", look);
  look();
})();
