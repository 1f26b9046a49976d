/** Every chapter, in the order of the contract; importing this file fills the registry. */
import "./authentication";
import "./limits";
import "./acquire";
import "./start-refused";
import "./start-accepted";
import "./start";
import "./query";
import "./update";
import "./update-layout";
import "./stop";
import "./files";
import "./notifications";
import "./events";
import "./errors";
