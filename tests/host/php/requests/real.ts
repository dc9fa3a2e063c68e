import type { Asked } from "../../../support/shop/running.ts";
import { file, padding, parts, plain } from "./forms.ts";

/** Requests that browsers and other companies' servers sent to a real X-Cart, 5.4.1.23 with 5.5's addresses, and some of its own scripts' making. */
export const real: readonly (readonly [what: string, asked: Asked])[] = [
  ["a list that a script sorts", { path: "/?sortBy=cp.orderby&mode=append&target=category&category_id=3&action=&widget=XLite%5CView&_=1" }],
  ["something into the cart", { path: "/?", ...plain("target=cart&action=add&mode=search&product_id=7&returnURL=%2Fshirt&amount=1") }],
  [
    "something with a file into the cart",
    { path: "/?", ...parts([["target", "cart"], ["action", "add"], ["product_id", "7"], file(12_000)]) },
  ],
  ["another amount", plain("target=cart&action=update&amount%5B34%5D=3&xcart_form_id=VMA5i4rF")],
  ["a search", { path: "/?target=search&mode=search&substring=%231%20mug%20%26%20%22tea%22%2050%25" }],
  ["the sign-in's popup", { path: "/?target=login&widget=%5CXLite%5CView%5CAuthorization&_=1" }],
  ["a new account", plain("target=profile&action=modify&mode=register&login=a%40example.com&password=p")],
  ["a forgotten password", plain("target=recover_password&action=recover_password&email=a%40example.com")],
  ["a code by text message, as the add-on's script asks for it", { path: "/?target=AuthyLogin&action=requestVerificationSms&phoneCode=1" }],
  ["the second factor", plain("target=authy_login&action=login&token=1234567")],
  ["an address of the checkout", plain("target=checkout&action=update_profile&email=a%40example.com")],
  ["a field of it, by script", { path: "/?target=checkout&action=update_profile", ...plain("shippingAddress%5Bcity%5D=Berlin") }],
  ["an order", plain("target=checkout&action=checkout&returnURL=%2F%3Ftarget%3Dcheckout&notes=Please+leave+it")],
  ["an order with a long note", plain(`target=checkout&action=checkout&${padding(20_000)}`)],
  ["a failed order's page", { path: "/?target=checkoutFailed&order_id=7" }],
  ["PayPal's order", plain("target=paypal_commerce_platform&action=create_order&hostedFields=1")],
  ["a wallet's order", plain("target=checkout&action=xpayments_wallet_checkout&token=a")],
  [
    "a file for an order",
    { path: "/?target=customer_attachments&action=upload&item_id=34", ...parts([["xcart_form_id", "a"], file(12_000)]) },
  ],
  ["the same twice", { path: "/?target=customer_attachments&action=ajax_upload", ...parts([file(), ["target", "customer_attachments"]]) }],
  ["a payment's notice", { path: "/?target=callback&txn_id_name=a", ...plain("a=b") }],
  ["PayPal's notice, to the old address", { path: "/cart.php?target=callback&action=callback&txnId=1", ...plain("a=b") }],
  ["the way back from the bank", { path: "/?target=payment_return&txn_id_name=txnId&txnId=1", ...plain("PaRes=x&MD=y") }],
  ["Moneris, which names no target", plain("response_order_id=mhp1&result=1&trans_name=purchase")],
  [
    "a subscription's payment",
    { path: "/?target=xpayments_subscriptions_callback", headers: { "content-type": "application/json" }, body: "{}" },
  ],
  ["ShipStation", { path: "/?target=api&action=update&order_number=7" }],
  ["CloudSearch", { path: "/?target=cloud_search_api&action=products&start=0" }],
  ["QuickBooks", { path: "/?target=qbwc_sync_orders", headers: { "content-type": "text/xml" }, body: "<a/>" }],
  ["someone whose campaign has an argument that begins alike", { path: "/?targeting=a&actions=b&utm_source=c" }],
  ["a form whose other names are lists", plain("target=cart&action=update&amount[1]=2&targets[]=3")],

  ["staff's list", { path: "/admin/", ...plain("target=product_list&action=updateItemsList&data%5B1%5D%5Bprice%5D=2") }],
  ["staff's product", { path: "/admin/?target=product&action=update&product_id=35", ...plain("form%5Bdefault%5D%5Bdescription%5D=a") }],
  [
    "staff's picture",
    {
      path: "/admin/?target=files&uiSortable=%5Bobject%20Object%5D&action=uploadFromFile",
      ...parts([["xcart_form_id", "a"], file(90_000)]),
    },
  ],
  ["Froala's picture", { path: "/admin/?target=files&action=upload_from_file&register=1", ...parts([file(90_000)]) }],
  ["a step of an import", { path: "/admin/?target=event_task&action=run&event=import", ...plain("") }],
  ["staff's styles", { path: "/admin/", ...plain(`target=custom_css&action=save&${padding(200_000)}`) }],
  ["a customer's profile", { path: "/admin/", ...plain(`target=profile&action=modify&profile_id=2&${padding()}`) }],
  ["a text in the shop's pages", { path: "/admin/", ...plain("target=inline_editable&action=update_field&changeset%5B%5D=a") }],
  ["the service tool", { path: "/service.php/api?", headers: { "content-type": "application/json" }, body: '[{"query":"a"}]' }],
  ["the service tool's form by another method", { path: "/service.php/api/licenses", ...plain("_method=PUT") }],
];
