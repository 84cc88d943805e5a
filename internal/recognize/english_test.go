package recognize_test

import "testing"

// TestEnglishTimeline wants dated acts to be read in the forms English has for them.
func TestEnglishTimeline(t *testing.T) {
	inEnglish(t, "timeline", []phrase{
		{"passive discovery", "On or about May 3, 2024, suspicious activity was detected on one of our servers.", "2024-05-03 discovered"},
		{"became aware", "We became aware of the incident on 7 May 2024.", "2024-05-07 discovered"},
		{"came to light", "The error came to light on 22/05/2024, during a routine check.", "2024-05-22 discovered"},
		{"slashes, month first", "On 05/23/2024, our security team spotted unusual login activity.", "2024-05-23 discovered"},
		{"told by a vendor", "On May 9, 2024, our payroll vendor informed us that it had suffered a ransomware attack.", "2024-05-09 discovered"},
		{"told of it", "We were notified of the breach by our cloud provider on 13 May 2024.", "2024-05-13 discovered"},
		{"the same day", "On May 3, 2024, we detected unauthorized access to a mailbox. The account was disabled that same day.", "2024-05-03 contained, 2024-05-03 discovered"},
		{"the following day", "On May 3, 2024, we detected unauthorized access to a mailbox. We took the server offline the following day.", "2024-05-03 discovered, 2024-05-04 contained"},
		{"pronoun as subject", "It was shut down on May 4, 2024.", "2024-05-04 contained"},
		{"offline", "The affected systems were taken offline on 4 May 2024.", "2024-05-04 contained"},
		{"specialists", "On May 6, 2024, we retained independent cybersecurity experts to investigate.", "2024-05-06 investigation-started"},
		{"investigation begun", "A forensic investigation was launched on 6 May 2024.", "2024-05-06 investigation-started"},
		{"investigation over", "The investigation concluded on May 30, 2024.", "2024-05-30 investigation-completed"},
		{"review over", "Our review of the files was completed on 30 May 2024.", "2024-05-30 investigation-completed"},
		{"report handed in", "The external firm delivered its final report on June 3, 2024.", "2024-06-03 investigation-completed"},
		{"determined", "On May 31, 2024, we determined that the files contained personal information.", "2024-05-31 identified"},
		{"letters", "We began mailing letters to affected individuals on June 7, 2024.", "2024-06-07 notified"},
		{"letters, passive", "Notification letters were sent to all affected patients on 7 June 2024.", "2024-06-07 notified"},
		{"written to", "On 10 June 2024 we wrote to every customer concerned.", "2024-06-10 notified"},
		{"patched", "The vulnerability was patched on May 5, 2024.", "2024-05-05 remediated"},
		{"update", "We applied the security update on 5 May 2024.", "2024-05-05 remediated"},
		{"back online", "Our online store came back online on May 20, 2024.", "2024-05-20 resumed"},
		{"restored", "Service was fully restored on 20 May 2024.", "2024-05-20 resumed"},
		{"a span", "An unauthorized party had access to our network between April 28 and May 2, 2024.", "2024-04-28..2024-05-02 intrusion"},
		{"a span in one month", "The attacker was inside our systems from 9 to 17 April 2024.", "2024-04-09..2024-04-17 intrusion"},
		{"sent astray", "On May 14, 2024, a spreadsheet was inadvertently emailed to the wrong recipient.", "2024-05-14 intrusion"},
		{"removed", "The file was removed from our website on 15 May 2024.", "2024-05-15 contained"},
		{"stolen laptop", "On 16 May 2024, a laptop was stolen from an employee's car.", "2024-05-16 intrusion"},
		{"reported", "We reported the matter to the Information Commissioner's Office on 17 May 2024.", "2024-05-17 reported"},
		{"rows", "Timeline\n12 May 2024: Unusual activity detected by our monitoring system\n13 May 2024: Accounts locked and passwords reset\n14 May 2024: External forensic firm engaged", "2024-05-12 discovered, 2024-05-13 contained, 2024-05-14 investigation-started"},
		{"days as headings", "Timeline\n\n2024-05-20\nThe misconfigured bucket is made private.\n\n2024-05-21\nAffected users are notified by e-mail.", "2024-05-20 contained, 2024-05-21 notified"},
		{"not done yet", "We will begin mailing letters on July 1, 2024.", ""},
		{"denied", "As of June 10, 2024, no customers have been notified.", ""},
		{"a founding", "Our company was founded on May 3, 1990.", ""},
	})
}

// TestEnglishResponses wants what was done, not what was advised.
func TestEnglishResponses(t *testing.T) {
	inEnglish(t, "responses", []phrase{
		{"isolated", "We immediately isolated the affected servers from our network.", "network-isolated"},
		{"shut down", "Upon discovery, we shut down the affected website.", "service-stopped"},
		{"passwords", "All employee passwords were reset.", "password-reset"},
		{"prompted", "You will be prompted to choose a new password at your next login.", "password-reset"},
		{"locked", "The compromised account has been locked.", "account-suspended"},
		{"second factor", "We have rolled out multi-factor authentication for all staff.", "mfa"},
		{"experts", "We have engaged a leading cybersecurity firm to assist with the investigation.", "forensics"},
		{"staff taught", "Employees will be retrained on the handling of personal data.", "training"},
		{"rules", "We have updated our email handling procedures.", "rules-revised"},
		{"two persons", "From now on, a second member of staff will check each attachment before it is sent.", "rules-revised"},
		{"call centre", "We have established a dedicated call centre to answer questions.", "hotline"},
		{"deleted", "The recipient confirmed that the email has been deleted.", "data-deleted"},
		{"patches", "We have installed the latest security patches.", "vulnerability-fixed"},
		{"watched", "We are monitoring our systems around the clock.", "monitoring"},
		{"vendor", "We have asked our vendor to strengthen its security measures.", "supplier-oversight"},
		{"ended", "We have terminated our contract with the vendor.", "supplier-disconnected"},
		{"rebuilt", "The servers have been rebuilt from clean backups.", "system-rebuilt"},
		{"got back", "All of the documents have been recovered.", "retrieved"},
		{"written to", "We are contacting affected customers directly.", "individual-notice"},
		{"advice", "We recommend that you change your password.", ""},
		{"please", "Please do not open attachments from unknown senders and reset your password.", ""},
		{"not done", "We did not suspend the service.", ""},
	})
}

// TestEnglishLeak wants what is doubted or denied kept from what is stated.
func TestEnglishLeak(t *testing.T) {
	inEnglish(t, "leak", []phrase{
		{"may have been accessed", "Your personal information may have been accessed by an unauthorized party.", "possible"},
		{"copied", "The attacker copied files containing customer data.", "confirmed"},
		{"cannot rule out", "We cannot rule out that personal data was exfiltrated.", "possible"},
		{"no evidence", "We have no evidence that any personal information was accessed or taken.", "none"},
		{"not accessed", "Customer data was not accessed.", "none"},
		{"published", "Some of the stolen data has been published on the dark web.", "confirmed"},
		{"unable to determine", "We were unable to determine whether the files were viewed.", "possible"},
		{"looking into it", "We are investigating whether any data was taken.", "unstated"},
		{"passwords of others", "The attacker used passwords stolen from other websites.", "unstated"},
	})
}

// TestEnglishAffected wants numbers of those concerned, and no others.
func TestEnglishAffected(t *testing.T) {
	inEnglish(t, "affected", []phrase{
		{"approximately", "The incident affected approximately 52,300 individuals.", "52300individuals about total"},
		{"more than", "The personal data of more than 1,200 customers was exposed.", "1200customers over total"},
		{"up to", "Up to 900 members may be affected.", "900members max total"},
		{"in words", "Twelve patients were affected, and their names were disclosed.", "12patients exact total"},
		{"total of", "A total of 4,310 records were accessed without authorization.", "4310records exact total"},
		{"row", "Affected customers:   3,210 customers\nItems: name and address", "3210customers exact total"},
		{"whole and part", "The list held the names of 914 participants. For 41 of them, the address was also included.", "914participants exact total, 41participants exact subset"},
		{"size of the firm", "The company employs 3,120 people worldwide.", ""},
		{"those trained", "All 64 staff will be trained again.", ""},
	})
}

// TestEnglishItems wants what the data held.
func TestEnglishItems(t *testing.T) {
	inEnglish(t, "items", []phrase{
		{"prose", "The files contained your name, date of birth, Social Security number and health insurance information.", "birth-date, insurance, name, other"},
		{"list", "The following information was involved:\n- Full name\n- Email address\n- Telephone number", "email, name, phone"},
		{"could include", "The data could include home addresses, order history and passwords.", "address, password, purchase-history"},
		{"a way in", "The attacker logged in using an employee's email address and password.", ""},
		{"advice", "Please change your password and never share your card number.", ""},
	})
	inEnglish(t, "items_excluded", []phrase{
		{"not included", "The files contained names. They did not include bank account details or passwords.", "bank-account, password"},
		{"no, before it", "No payment card information was involved.", "card"},
		{"never stored", "We do not store credit card numbers on this server.", "card-number"},
		{"none were", "Dates of birth and photographs were not exposed.", "birth-date, photo"},
		{"no evidence of misuse", "We have no evidence that your name has been misused.", ""},
	})
}

// TestEnglishDiscoverer wants the one who noticed or told.
func TestEnglishDiscoverer(t *testing.T) {
	inEnglish(t, "discovered_by", []phrase{
		{"own monitoring", "On May 3, 2024, our monitoring system detected suspicious activity.", "internal"},
		{"we", "On May 3, 2024, we discovered that files had been encrypted.", "internal"},
		{"a named company", "On May 3, 2024, Acorn Hosting told us that its servers had been attacked.", "supplier"},
		{"a vendor", "We were informed by our vendor on May 3, 2024 of unauthorized access to its systems.", "supplier"},
		{"a customer", "On May 3, 2024, a customer contacted us about a suspicious email.", "customer"},
		{"a researcher", "A security researcher alerted us to the exposed database on May 3, 2024.", "outside-expert"},
		{"the police", "The police notified us on May 3, 2024 that our data had been found.", "police"},
		{"a card brand", "On May 3, 2024, we were contacted by a credit card company about fraudulent transactions.", "card-company"},
		{"an extortionist", "On May 3, 2024, we received an email from a person claiming to have our data.", "attacker"},
	})
}

// TestEnglishDamage wants misuse that was found, and that none was.
func TestEnglishDamage(t *testing.T) {
	inEnglish(t, "secondary_damage", []phrase{
		{"not aware", "We are not aware of any misuse of your information.", "none-confirmed"},
		{"no reports", "To date, we have received no reports of identity theft or fraud.", "none-confirmed"},
		{"charges", "Fraudulent charges were made on some of the cards.", "confirmed"},
		{"scam mails", "Some customers have received phishing emails that use the stolen data.", "confirmed"},
		{"may", "You may receive phishing emails.", "unstated"},
	})
}

// TestEnglishReports wants authorities that were told.
func TestEnglishReports(t *testing.T) {
	inEnglish(t, "reports", []phrase{
		{"attorney general", "We have notified the California Attorney General.", "other"},
		{"police", "We have informed the police.", "police"},
		{"commissioner", "The incident was reported to the Office of the Australian Information Commissioner on 17 May 2024.", "other 2024-05-17"},
		{"pdpc", "A notification was submitted to the Personal Data Protection Commission on 17 May 2024.", "other 2024-05-17"},
		{"two", "We filed a report with the FBI on May 17, 2024 and notified the Department of Health and Human Services on May 20, 2024.", "other 2024-05-20, police 2024-05-17"},
		{"cert-in", "CERT-In was informed on 17 May 2024.", "other 2024-05-17"},
		{"advice", "If you are a victim of fraud, report it to the police.", ""},
	})
}

// TestEnglishTypes wants what kind of incident it was.
func TestEnglishTypes(t *testing.T) {
	inEnglish(t, "types", []phrase{
		{"ransomware", "Files on our servers had been encrypted and a ransom note was found.", "ransomware"},
		{"phished", "An employee clicked on a link in a phishing email and entered a password.", "phishing"},
		{"flaw", "The attacker exploited a zero-day flaw in our file transfer software.", "vulnerability-exploit"},
		{"open bucket", "Due to a misconfiguration, the storage bucket was publicly accessible.", "misconfiguration"},
		{"astray", "An email with personal data was sent to the wrong recipient.", "mis-sending"},
		{"posted", "A spreadsheet with personal data was published in error on our website.", "mis-publication"},
		{"lost", "A USB drive with personal data was lost.", "loss"},
		{"stolen", "A laptop was stolen from an employee's car.", "theft"},
		{"skimmed", "Malicious code was injected into the checkout page of our online store and copied card data.", "web-skimming"},
		{"mailbox", "An unauthorized person gained access to an employee's email account.", "account-takeover"},
	})
}
