import { recorder } from "./recorded.ts";

const { page, background, form, sent } = recorder("shopper");
const home = "/";
const answered = { hasToken: true } as const;

/** Requests of shoppers who pay (CrispWhiteSkin, FastLaneCheckout, and the payment add-ons of the public copies). */
export const checkout = [
  page("the checkout", "/?target=checkout", { mayBeAsked: true, needed: "the checkout" }),
  page("the checkout from a VPN", "/?target=checkout", { mayBeAsked: true, hints: ["anonymous-ip=AnonymousIPList"] }),
  background("the sign-in popup at the checkout", "/?target=login&widget=%5CXLite%5CView%5CAuthorization&fromURL=%3Ftarget%3Dcheckout&_=1"),
  form(
    "a guest's address",
    home,
    {
      target: "checkout",
      action: "update_profile",
      returnURL: "?target=checkout&action=update_profile",
      same_address: "1",
      email: "a@example.org",
    },
    answered,
  ),
  page("the checkout after that", "/?target=checkout&action=update_profile&xcart_form_id=VMA5i4rF", answered),
  sent(
    "a field of the address",
    "/?target=checkout&action=update_profile",
    { "shippingAddress[city]": "New York" },
    {
      ...answered,
      repeated: { count: 80, every: 3.5 },
    },
  ),
  background(
    "a part of the checkout",
    "/?target=checkout&widget=XLite%5CModule%5CXC%5CFastLaneCheckout%5CView%5CBlocks%5CShippingMethods&_=1",
    answered,
  ),
  background("addresses to choose from", "/?target=select_address&atype=s&_=2", answered),
  sent("a shipping method", home, { target: "checkout", action: "shipping", methodId: "3" }, answered),
  sent("a payment method", home, { target: "checkout", action: "payment", methodId: "13" }, answered),
  sent("a note for the order", home, { target: "checkout", action: "set_order_note", note: "Please ring; it's the 2nd door" }, answered),
  sent(
    "a long note for the order",
    home,
    { target: "checkout", action: "set_order_note", note: "Leave it at the neighbour's. ".repeat(320) },
    {
      ...answered,
      hints: ["core=SizeRestrictions_BODY"],
    },
  ),
  form(
    "an order",
    home,
    { target: "checkout", action: "checkout", returnURL: "/?target=checkout", notes: "at the neighbour's <3 & don't knock" },
    answered,
  ),
  form(
    "an order with a long note",
    home,
    { target: "checkout", action: "checkout", notes: "Leave it at the neighbour's. ".repeat(320) },
    { ...answered, hints: ["core=SizeRestrictions_BODY"] },
  ),
  page("thanks for the order", "/?target=checkoutSuccess&order_number=00101"),
  page("an order that failed", "/?target=checkoutFailed&order_number=00101"),
  page("an order that was given up", "/?target=checkoutCanceled&order_number=00101"),
  page("paying for an order later", "/?target=checkout_payment&order_id=5"),
  page("a frame of a payment provider", "/?target=iframe_content&id=1"),
  sent("PayPal: making an order", home, { target: "paypal_commerce_platform", action: "create_order" }, answered),
  sent("PayPal: it was approved", home, { target: "paypal_commerce_platform", action: "on_approve", "data[orderID]": "5O1" }),
  page(
    "PayPal's express checkout from the cart",
    "/?target=checkout&action=start_express_checkout&inContext=1&cancelUrl=https%3A%2F%2Fshop.example.com%2F%3Ftarget%3Dcart",
    { mayBeAsked: true },
  ),
  page("back from PayPal's express checkout", "/?target=checkout&action=express_checkout_return&token=EC-1&PayerID=P1", {
    mayBeAsked: true,
  }),
  sent("Amazon Pay: an order", home, { target: "amazon_checkout", action: "checkout", orderReference: "S01" }),
  sent("Apple Pay by X-Payments: what the wallet asks", home, {
    target: "checkout",
    action: "xpayments_wallet_prepare",
    walletId: "applePay",
  }),
  sent("Apple Pay by X-Payments: an order", home, {
    ...{ target: "checkout", action: "xpayments_wallet_checkout", walletId: "applePay", xpaymentsToken: "t" },
  }),
  sent("X-Payments: a card to be kept", home, { target: "xpayments_cards", action: "card_setup", address_id: "3" }, answered),
  background("Braintree: what its form needs", "/?target=braintree&action=get_braintree_data&_=1", answered),
  sent("Klarna: it was authorized", home, { target: "klarna_authorization", action: "authorization", authorization_token: "t" }),
  form(
    "back from a bank's page",
    "/?target=payment_return&txn_id_name=txnId&txnId=1",
    { PaRes: "eJzVWFmP=", MD: "y" },
    {
      headers: { origin: "https://acs.bank.example", "sec-fetch-site": "cross-site" },
    },
  ),
  page("back from a provider's page", "/?target=payment_return&txn_id_name=txnId&txnId=1&status=ok&tax=1.00&total=10.00"),
  form("back from Moneris, without a target", home, {
    ...{ response_order_id: "mhp1", result: "1", trans_name: "purchase", cardholder: "A", message: "APPROVED" },
  }),
  page("back from a provider's page by the browser's button", "/?target=back_from_payment"),
  background("a survey after the order", "/?target=customer_survey&action=open&key=0a1b-2c&_=4"),
  sent("the pixel of a campaign", home, { target: "facebook_pixel", action: "retrieve_current_cart_data" }),
];
