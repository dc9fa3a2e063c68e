import { recorder } from "./recorded.ts";

const { page, background, form, sent } = recorder("shopper");
const home = "/";
const vpn = { hints: ["anonymous-ip=AnonymousIPList"] };

/** Requests of shoppers who sign in, register and manage their accounts: popups that scripts load, and the pages themselves. */
export const accounts = [
  background("the sign-in popup", "/?target=login&widget=%5CXLite%5CView%5CAuthorization&fromURL=&_=1795916163217"),
  background("the sign-in popup from a VPN", "/?target=login&widget=%5CXLite%5CView%5CAuthorization&fromURL=&_=1795916163218", vpn),
  page("the sign-in page", "/?target=login"),
  page("the sign-in page from a VPN", "/?target=login", { ...vpn, mayBeAsked: true }),
  sent("signing in", home, { target: "login", action: "login", returnURL: "/", login: "anna@example.org", password: "Sommer & Söhne 50%" }),
  sent("signing in from a VPN", home, { target: "login", action: "login", login: "anna@example.org", password: "Sommer2026!" }, vpn),
  form("signing in without scripts", home, { target: "login", action: "login", login: "anna@example.org", password: "Sommer2026!" }),
  page("signing out", "/?target=login&action=logoff&xcart_form_id=O67DwNmI"),
  background("“Create new account” in the popup", "/?target=profile&widget=XLite%5CView%5CAccountDialog&mode=register&_=1795916163219"),
  background("“Forgot password?” in the popup", "/?target=recover_password&widget=XLite%5CView%5CRecoverPassword&_=1795916163220"),
  background(
    "“Forgot password?” after a wrong password",
    "/?target=recover_password&widget=%5CXLite%5CView%5CRecoverPassword&popup=1&fromURL=https%3A%2F%2Fshop.example.com%2F&email=anna%40example.org&_=1",
  ),
  page("the registration page", "/?target=profile&mode=register", { mayBeAsked: true }),
  page("the page of the forgotten password", "/?target=recover_password", { mayBeAsked: true }),
  sent(
    "registering",
    home,
    {
      ...{ target: "profile", action: "modify", mode: "register", login: "anna@example.org", returnURL: "/" },
      ...{ password: "Sommer2026!", password_conf: "Sommer2026!" },
    },
    { hasToken: true },
  ),
  sent("asking for a new password", home, { target: "recover_password", action: "recover_password", email: "anna@example.org" }),
  page("the link in that mail", "/?target=recover_password&mode=enterNewPassword&email=anna%40example.org&request_id=0a1b2c3d4e", {
    mayBeAsked: true,
  }),
  sent("the new password", home, {
    target: "recover_password",
    action: "confirm",
    email: "anna@example.org",
    request_id: "0a1b",
    password: "Winter2027!",
  }),
  page("one's profile", "/?target=profile", { hasToken: true }),
  form("a change of one's profile", home, { target: "profile", action: "modify", login: "anna@example.org" }, { hasToken: true }),
  background("the popup before deleting one's account", "/?target=profile&widget=XLite%5CView%5CProfile%5CDelete&mode=delete&_=2", {
    hasToken: true,
  }),
  page("one's orders", "/?target=order_list"),
  page("one of one's orders", "/?target=order&order_number=00101"),
  page("an invoice to print", "/?target=invoice&order_number=00101&printable=1"),
  page("a bought file", "/?target=storage&action=download&storage=XLite%5CModel%5COrder&id=5&access_key=abc"),
  page("one's addresses", "/?target=address_book"),
  background("the form of an address", "/?target=address_book&address_id=3&widget=%5CXLite%5CView%5CAddress%5CModify&_=3"),
  sent("an address", home, {
    ...{ target: "address_book", action: "save", _firstname: "Jörg", _street: "5th Ave 12; apt #4", _zipcode: "10001" },
  }),
  page("messages", "/?target=messages"),
  page("an invoice as a file", "/?target=pdf_invoice&order_number=00101"),
  sent("a message about an order", home, {
    target: "order_messages",
    action: "update",
    order_number: "00101",
    body: "Where is it? -- Anna",
  }),
  form("goods sent back", home, {
    target: "create_return",
    action: "create_return",
    order_number: "00101",
    comment: "too small (42 < 43)",
  }),
  page("out of the news, by the link in a mail", "/?target=newsletter_subscriptions&action=unsubscribe&email=anna%2Bnews%40example.org"),
  page("one's saved cards", "/?target=xpayments_cards"),
  page(
    "back from Google's sign-in",
    "/?target=oauth2return&provider=google&code=4%2F0Ab&state=xyz&scope=email%20https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fuserinfo.email",
  ),
  page("back from Amazon's sign-in", "/?target=amazon_login&access_token=Atza%7CIw&mode=payWithAmazon"),
  page("back from PayPal's sign-in", "/?target=paypal_login&code=C21AA&scope=openid%20email"),
  background("the form for a one-time code", "/?target=authy_login&widget=%5CXC%5CTwoFactorAuthentication%5CView%5CCustomerLogin&_=1"),
  sent("a one-time code", home, { target: "authy_login", action: "login", sms_token: "123456" }),
  background("another code", "/?target=authy_login&action=resend_token&_=2"),
];
