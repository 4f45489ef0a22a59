/* JupyterLab names an exporter by its entry point, `Kgreport_html`. This extension gives the entries of
   File > Save and Export Notebook As their names in both languages. Without it they work all the same.
   It is a container of webpack's module federation, written by hand: nothing is to be compiled. */
(() => {
  "use strict";

  const LABELS = {
    kgreport_html: "Báo cáo (HTML) · Report",
    kgreport_pdf: "Báo cáo (PDF) · Report",
  };
  const SUBMENU = "jp-mainmenu-file-notebookexport";

  let shared;

  /** Loads a package that JupyterLab shares. */
  const load = async name => (await Object.values(shared[name])[0].get())();

  const named = item => {
    const label = LABELS[item.args?.format];
    return label ? { command: item.command, args: { ...item.args, label } } : item;
  };

  /** Names the entries that are there, and those that are added later. */
  const nameEntries = submenu => {
    submenu.items.forEach((item, position) => {
      if (LABELS[item.args.format]) {
        submenu.removeItemAt(position);
        submenu.insertItem(position, named(item));
      }
    });
    const addItem = submenu.addItem.bind(submenu);
    submenu.addItem = item => addItem(named(item));
  };

  const pluginFor = IMainMenu => ({
    id: "kgreport:export-names",
    description: "Names the exports of kgreport in the menu.",
    autoStart: true,
    requires: [IMainMenu],
    activate: (app, mainMenu) => {
      app.restored.then(() => {
        const entry = mainMenu.fileMenu.items.find(item => item.submenu?.id === SUBMENU);
        if (entry) {
          nameEntries(entry.submenu);
        }
      });
    },
  });

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB.kgreport = {
    init: scope => {
      shared = scope;
    },
    get: async () => {
      const { IMainMenu } = await load("@jupyterlab/mainmenu");
      return () => ({ __esModule: true, default: pluginFor(IMainMenu) });
    },
  };
})();
