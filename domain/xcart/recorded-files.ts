import { recorder } from "./recorded.ts";

const { file } = recorder("shopper");
const staff = recorder("staff");

/** Files that X-Cart 5.5's pages name. */
export const files = [
  file("/assets/web/main.css?v=1", { needed: "styles" }),
  file("/assets/web/main.js?v=1", { needed: "scripts" }),
  file("/assets/web/a.woff2", { needed: "fonts" }),
  file("/var/resources/all.css?1795915520", { needed: "generated styles" }),
  // What staff write and bring in by the look-and-feel editor (XC/ThemeTweaker: src/Main.php, View/ItemsList/Model/CustomImages.php).
  file("/var/theme/custom.css?1795915520"),
  file("/var/theme/custom.js?1795915520"),
  file("/var/theme/images/banner.png"),
  file("/images/product/a.png", { needed: "pictures" }),
  file("/images/product/Foto%20(1)%20%C3%BC.jpg", { needed: "pictures" }),
  file("/var/images/a/b.png", { needed: "resized pictures" }),
  // Icons of payment methods and add-ons (src/Command/AssetsInstallCommand.php).
  file("/modules/CDev/Paypal/images/icon.png"),
  file("/files/attachments/1/manual.pdf"),
  file("/files/attachments/1/A.PDF"),
  // QSL/ProductFeeds: shopping portals fetch them.
  file("/files/feeds/google.xml"),
  file("/files/video/a.mp4"),
  file("/favicon.ico"),
  file("/.well-known/apple-developer-merchantid-domain-association"),
  staff.file("/bundles/apiplatform/swagger.js"),
];
