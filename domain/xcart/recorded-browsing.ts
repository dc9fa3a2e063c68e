import { recorder, upload } from "./recorded.ts";

const { page, background, form, sent } = recorder("shopper");
const home = "/";

/**
 * Requests of shoppers who browse, search, fill the cart and write to the store: pages and background requests of X-Cart's standard skin
 * (5.4.1.23 as a browser drove it; 5.5.0.29, classes/XLite/Controller/Customer, modules/XC and modules/CDev).
 */
export const browsing = [
  page("the home page", home, { needed: "the home page" }),
  page("the home page by its script", "/index.php"),
  page("the home page in another language", "/de/"),
  page("the home page from a campaign", "/?utm_source=news&utm_medium=email&utm_campaign=black%20friday"),
  page("the home page from a campaign whose sender encodes underscores", "/?utm%5Fsource=news&utm%5Fmedium=email"),
  page("the home page from an advertisement", "/?gclid=Cj0KCQiA-aK6BhCDARIsAL.x_1-2~3&fbclid=IwAR0a1b2-c3_d4"),
  page("a category", "/fashion/clothing/", { needed: "categories" }),
  page("another category", "/mugs-2/", { needed: "categories" }),
  page("a category of the service tool's name", "/service/"),
  page("a category by its number", "/?target=category&category_id=3"),
  page("the second page of a category", "/fashion/clothing/?pageId=2&sortBy=p.price&sortOrder=asc"),
  background(
    "a category in another order",
    "/?sortBy=cp.orderby&sortOrder=desc&mode=append&target=category&category_id=3&action=&widget=XLite%5CView%5CItemsList%5CProduct%5CCustomer%5CCategory%5CMain&_=1795916163217",
  ),
  background(
    "a filter of a category",
    "/?target=category&category_id=3&filter%5BinStock%5D=1&filter%5Bprice%5D%5B0%5D=10&filter%5Bprice%5D%5B1%5D=50&mode=search",
  ),
  page("a product", "/boyfriend-t-shirt-with-chest-logo", { needed: "products" }),
  page("another product", "/mug-42", { needed: "products" }),
  page("a product with an ending", "/apparel/planet-express-babydoll.html", { needed: "products whose addresses end in .html" }),
  page("another product with an ending", "/mug-42.html", { needed: "products whose addresses end in .html" }),
  page("a product in another language", "/de/boyfriend-t-shirt-with-chest-logo"),
  page("a product by its number", "/?target=product&product_id=35&category_id=3"),
  background("a product in a popup", "/?target=quick_look&product_id=7&only_center=1&_=3"),
  background(
    "prices after an option was chosen",
    "/?target=widgets_collection&action=get&widget=%5CXLite%5CView%5CProductPageCollection&product_id=7&attribute_values=1_2%2C3_4&_=4",
  ),
  background("pictures of a variant", "/?target=product&action=get_variant_images&product_id=7&attribute_values=1_2&_=5"),
  background("attributes of what is in the cart", "/?target=change_attribute_values&item_id=34&source=cart&_=6"),
  page("a brand", "/?target=brand&brand_id=4"),
  page("best sellers", "/bestsellers/"),
  page("what is on sale", "/?target=sale_products"),
  page("the site map", "/?target=map"),
  page("a page that does not exist", "/no-such-page"),
  page("terms", "/terms-and-conditions.html"),
  page("search results", "/?target=search&mode=search&substring=shirt&including=all"),
  page("a search for signs", "/?target=search&mode=search&substring=%231%20mug%20%26%20%22tea%22%2050%25"),
  page("a search in another script", "/?target=search&mode=search&substring=%D1%80%D1%83%D0%B1%D0%B0%D1%88%D0%BA%D0%B0+%E2%82%AC"),
  sent("a search by its form", "/?target=search", {
    target: "search",
    action: "search",
    substring: "select * from shoes",
    including: "any",
  }),
  background("prices for CloudSearch's results", "/?target=cloud_search_api&action=get_prices&ids%5B%5D=7&ids%5B%5D=8&_=9"),
  background("words for what is being typed", "/?target=autocomplete&dictionary=products&term=caf%C3%A9+%26+m&_=7"),
  background("states of a country", "/?target=rest&action=get&name=state&country_code=US&_=8"),
  sent("a star for a product", home, { target: "review", action: "rate", product_id: "7", rating: "5" }),
  sent("comparing a product", home, { target: "product_comparison", action: "add", product_id: "7" }),
  page("the comparison", "/?target=compare"),
  sent("a wish", home, { target: "wishlist", action: "add_to_wishlist", product_id: "7" }),
  background("the form for a review", "/?target=review&product_id=7&widget=%5CXC%5CReviews%5CView%5CReview&_=8"),
  sent("a review", home, {
    ...{ target: "review", action: "create", product_id: "7", rating: "5", reviewerName: "J. O'Neil" },
    review: "Great -- I'd buy it again; it's <3 and 100% cotton. See http://example.org/?target=x&action=y",
  }),
  sent("a question about a product", home, {
    target: "product_question",
    action: "post",
    product_id: "7",
    question: "Is it 5' 10\" or more?",
  }),
  form("a message to the store", home, {
    ...{ target: "contact_us", action: "send", name: "Anna", email: "anna@example.org", subject: "Question; size" },
    message: 'Hello, do you have it in size 42? I\'d "love" one -- thanks',
  }),
  form(
    "a long message to the store",
    home,
    { target: "contact_us", action: "send", name: "Анна", email: "anna@example.org", message: "Здравствуйте! Где мой заказ? ".repeat(80) },
    { hints: ["core=SizeRestrictions_BODY"] },
  ),
  sent(
    "a long review",
    home,
    { target: "review", action: "create", product_id: "7", rating: "5", review: "Отличный товар, рекомендую. ".repeat(80) },
    { hints: ["core=SizeRestrictions_BODY"] },
  ),
  sent("a subscription to the news", home, {
    ...{
      target: "newsletter_subscriptions",
      action: "subscribe",
      newlettersubscription_email: "anna@example.org",
      xcart_form_id: "AjGUx0tB",
    },
  }),
  sent("an address to be told of new stock", home, { target: "back_in_stock_product", action: "create", email: "anna@example.org" }),
  form("consent to cookies", home, { target: "privacy_policy", action: "consent_all" }),
  form("another language", home, { target: "location_select", action: "change_location", address_country: "DE", returnURL: "/" }),
  page("another currency", "/?target=main&action=change_language&language=de"),

  sent("putting something into the cart", "/?", {
    ...{ target: "cart", action: "add", mode: "search", product_id: "7", returnURL: "/boyfriend-t-shirt-with-chest-logo", amount: "1" },
  }),
  form("putting something into the cart without scripts", home, { target: "cart", action: "add", product_id: "7", amount: "1" }),
  background("the popup after that", "/?target=add2_cart_popup&_=5"),
  background("the small cart", "/?target=cart&widget=%5CXLite%5CView%5CMinicart&_=6"),
  page("the cart", "/?target=cart", { needed: "the cart" }),
  sent("another amount", home, { target: "cart", action: "update", "amount[34]": "3", xcart_form_id: "VMA5i4rF" }),
  form("taking something out of the cart", home, { target: "cart", action: "delete", cart_id: "34" }),
  form("an empty cart", home, { target: "cart", action: "clear" }),
  sent("a coupon", home, { target: "coupon", action: "add", code: "SALE-10%" }),
  background("the shipping estimate", "/?target=shipping_estimate&only_center=1&_=7"),
  sent("its form", home, { target: "shipping_estimate", action: "set_destination", address_country: "US", address_zipcode: "10001" }),
  page("a forgotten cart, by the link in a reminder", "/?target=cart&action=restore&token=eyJ0eXAiOiJKV1QifQ.x.y"),
  form(
    "a picture for what is in the cart",
    "/?target=customer_attachments&action=upload&item_id=34",
    upload({ xcart_form_id: "VMA5i4rF" }, 12),
    { hints: ["core=SizeRestrictions_BODY"] },
  ),
  sent(
    "the same by scripts",
    "/?target=customer_attachments&action=ajax_upload",
    upload({ item_id: "34", xcart_form_id: "VMA5i4rF" }, 12),
    { hints: ["core=SizeRestrictions_BODY"] },
  ),
  sent(
    "something into the cart together with a picture",
    "/?",
    upload({ target: "cart", action: "add", product_id: "7", amount: "1" }, 12, "Foto (1) ü.png"),
    { hints: ["core=SizeRestrictions_BODY"] },
  ),
];
