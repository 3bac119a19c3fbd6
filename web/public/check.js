// Runs before the page does, in browsers of any age: says what is missing instead of letting the page half work.
// Written for the oldest of them; the sentences stand in the page already, in every language.
(function () {
  var missing = [];
  var started = false;

  // `why` is one of the reasons in the page; `what` is for whoever helps.
  function stop(why, what) {
    var panel = document.getElementById("missing");
    var lines = document.querySelectorAll("[data-why=" + why + "]");
    var code = document.getElementById("missing-what");
    var app = document.getElementById("app");
    if (!panel || started) return;
    if (app) app.setAttribute("hidden", "");
    for (var line = 0; line < lines.length; line += 1) lines[line].removeAttribute("hidden");
    panel.removeAttribute("hidden");
    if (code && what) code.appendChild(document.createTextNode((code.firstChild ? ", " : "") + what));
  }

  // A discreet name that was chosen for this device stands in the tab from the beginning (src/app/hide).
  try {
    var plain = window.localStorage.getItem("discreet");
    if (plain) {
      document.title = plain;
      document.querySelector("link[rel=icon]").setAttribute("href", "/calendar.svg");
    }
  } catch (none) {
    // No storage, no name.
  }

  function need(name, there) {
    if (!there) missing.push(name);
  }

  need("modules", "noModule" in document.createElement("script"));
  need("Worker", typeof Worker === "function");
  need("WebAssembly", typeof WebAssembly === "object");
  need("BigInt", typeof BigInt === "function");
  need("TextEncoder", typeof TextEncoder === "function");
  need("ReadableStream", typeof ReadableStream === "function");
  need("PluralRules", typeof Intl === "object" && "PluralRules" in Intl);
  // From these on, the syntax of the page is known too: Chrome 93, Firefox 92, Safari 15.4.
  need("hasOwn", typeof Object.hasOwn === "function");

  if (missing.length > 0) {
    stop("old", missing.join(", "));
  } else if (!window.isSecureContext || !window.crypto || !window.crypto.subtle) {
    stop("insecure", "WebCrypto");
  }

  // A script that the browser can't read, or that the network lost on its way.
  window.addEventListener(
    "error",
    function (event) {
      var from = event.target;
      if (from && from.tagName === "SCRIPT") stop("partial", "");
      else if (event.error instanceof SyntaxError) stop("old", "SyntaxError");
    },
    true
  );

  window.armoireStart = {
    // Whether the page may start.
    may: function () {
      var panel = document.getElementById("missing");
      return !panel || panel.hasAttribute("hidden");
    },
    // The first screen is there: what fails from now on is said by the page itself.
    done: function () {
      started = true;
    },
    // The worker never answered: it couldn't be read, or didn't arrive.
    workerless: function () {
      started = false;
      stop("partial", "Worker");
      stop("old", "");
    },
  };
})();
