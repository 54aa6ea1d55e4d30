// The commands on the page work as they stand.
for (const place of document.querySelectorAll("[data-here]")) place.textContent = new URL(".", location.href).href;
