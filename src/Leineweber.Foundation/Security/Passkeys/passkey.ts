// Passkeys: fetches the options, lets the browser ask its owner, puts the answer into the form and sends it.
// A form says so: <form data-passkey="create|get" data-options="/address"> with a hidden field "Credential". It stays hidden without this script.
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
  if (!window.PublicKeyCredential || !("parseCreationOptionsFromJSON" in PublicKeyCredential)) {
    continue;
  }

  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    const field = form.querySelector<HTMLInputElement>("input[name=Credential]")!;
    if (field.value) {
      return;
    }

    event.preventDefault();
    try {
      const token = form.querySelector<HTMLInputElement>("input[name=__formular]")!.value;
      const answer = await fetch(form.dataset.options!, { method: "POST", body: new URLSearchParams({ __formular: token }) });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }

      const options = await answer.json();
      const made = form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      field.value = JSON.stringify(made);
      form.requestSubmit();
    } catch {
      const failed = form.querySelector<HTMLElement>("[data-passkey-failed]");
      if (failed) {
        failed.hidden = false;
      }
    }
  });
}
