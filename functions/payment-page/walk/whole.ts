import { checkOut } from "./checkout.ts";
import { consent } from "./consent.ts";
import { buy } from "./product.ts";
import type { Stage } from "./stage.ts";
import { open } from "./stage.ts";

/** Leads a shopper to the payment step; `payment` is called where the payment page begins. */
export type Route = (stage: Stage, payment: () => void) => Promise<void>;

/** From the home page, by a product, through the checkout. */
export const wholeRoute: Route = async (stage, payment) => {
  await open(stage, "home", stage.request.home);
  if (!(await consent(stage))) {
    await stage.fault(
      "consent",
      "A consent banner stands in the way that none of the known buttons closes: what is loaded after consent was not seen.",
    );
  }
  await buy(stage);
  payment();
  await checkOut(stage);
};
